namespace Crm.Actors.Silo.Telegram.Sending;

/// <summary>
/// Tells a 429 of a chat from one of the bot, which Telegram does not say: where half of the last answers were 429, all have to wait. Thread-safe.
/// </summary>
internal sealed class FloodWatch
{
    private const int Answers = 20;

    private readonly Lock _lock = new();
    private readonly Queue<bool> _last = new(Answers);
    private int _limited;

    /// <summary>Notes an answer.</summary>
    /// <returns>Whether the bot as a whole sends too much.</returns>
    public bool Note(bool isLimited)
    {
        lock (_lock)
        {
            if (_last.Count == Answers && _last.Dequeue())
                _limited--;
            _last.Enqueue(isLimited);
            if (isLimited)
                _limited++;
            return _limited * 2 >= Answers;
        }
    }
}
