namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>A message that carries several events: the broker hears of it when the last of them is settled. Not for several threads.</summary>
/// <param name="events">How many.</param>
internal sealed class SharedMessage(int events)
{
    private int _left = events;

    /// <summary>Whether any of them was given back to the queue; the whole message is then, and the others come again with it.</summary>
    public bool IsReturned { get; private set; }

    /// <summary>Records that one of them was processed, or given back.</summary>
    /// <returns>Whether it was the last.</returns>
    public bool Settle(bool returned)
    {
        IsReturned |= returned;
        return --_left == 0;
    }
}
