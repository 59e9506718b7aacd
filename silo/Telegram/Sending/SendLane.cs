using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Crm.Actors.Grains.Telegram.Outgoing;

namespace Crm.Actors.Silo.Telegram.Sending;

/// <summary>The messages of one chat, or of the chat of one user, in their order. One worker at a time looks at it; anybody adds.</summary>
internal sealed class SendLane(LaneKey key)
{
    private readonly Lock _lock = new();
    private readonly List<PendingMessage> _waiting = [];
    private bool _isScheduled;
    private int _alone;

    public LaneKey Key { get; } = key;

    /// <summary>Tries of the first message that failed.</summary>
    public int Attempts { get; private set; }

    public string FirstError { get; private set; } = "";

    public string LastError { get; private set; } = "";

    /// <summary>What goes out next; null when that is to be found out first.</summary>
    public NextMessages? Next { get; set; }

    /// <summary>What was refused, because nobody hears us there; null when there is nothing of the kind to end.</summary>
    public NextMessages? Blocked { get; set; }

    /// <summary>Adds a message.</summary>
    /// <returns>Whether the lane is to be scheduled: nobody looks at it.</returns>
    public bool Add(PendingMessage pending)
    {
        lock (_lock)
        {
            _waiting.Add(pending);
            var isNew = !_isScheduled;
            _isScheduled = true;
            return isNew;
        }
    }

    /// <summary>Whether the lane is done with: nothing waits, and it is no longer scheduled.</summary>
    public bool TryRest()
    {
        lock (_lock)
        {
            if (_waiting.Count > 0)
                return false;
            _isScheduled = false;
            return true;
        }
    }

    /// <summary>Messages from the first one on; the first one alone, while those are to be sent one by one.</summary>
    public ImmutableArray<PendingMessage> Head(int most)
    {
        lock (_lock)
            return [.. _waiting.Take(_alone > 0 ? 1 : most)];
    }

    /// <summary>The first messages are sent one by one from now on.</summary>
    public void SendAlone(int count)
    {
        lock (_lock)
            _alone = count;
    }

    /// <summary>Takes out the first messages, with which something was done.</summary>
    public void Drop(int count)
    {
        lock (_lock)
        {
            _waiting.RemoveRange(0, count);
            _alone = Math.Max(0, _alone - count);
        }

        (Attempts, FirstError, LastError) = (0, "", "");
    }

    /// <summary>Takes out those that somebody else has by now.</summary>
    public void DropOthers()
    {
        lock (_lock)
            _waiting.RemoveAll(static pending => !pending.Delivery.IsOurs);
    }

    /// <summary>Counts a try that failed.</summary>
    public void Fail(string error)
    {
        if (Attempts++ == 0)
            FirstError = error;
        LastError = error;
    }
}

/// <summary>What keeps its order: a chat, or a user where the chat is looked up later.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LaneKey(long ChatId, Guid UserId)
{
    public static LaneKey Of(OutgoingTelegram message) =>
        message.ChatId is { } chat ? new(chat, Guid.Empty) : new(0, message.UserId ?? Guid.Empty);
}
