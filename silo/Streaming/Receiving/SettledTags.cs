namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>
/// Which deliveries of a channel are settled, so that runs of them are acknowledged at once and never one that is still under way: the
/// broker's <c>multiple</c> flag covers everything before, too. Tags count from 1. Not for several threads.
/// </summary>
internal sealed class SettledTags
{
    private readonly Dictionary<ulong, bool> _ahead = [];
    private ulong _through;

    /// <summary>Records that a delivery was processed, or was given back to the queue.</summary>
    /// <param name="tag">The delivery.</param>
    /// <param name="returned">Whether it was given back: the broker knows it no more.</param>
    /// <returns>Acknowledge everything up to this tag; 0 for nothing yet.</returns>
    public ulong Settle(ulong tag, bool returned)
    {
        var acknowledge = 0UL;
        _ahead[tag] = returned;
        while (_ahead.Remove(_through + 1, out var isReturned))
        {
            _through++;
            if (!isReturned)
                acknowledge = _through;
        }

        return acknowledge;
    }
}
