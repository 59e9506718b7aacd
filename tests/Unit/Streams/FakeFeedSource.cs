using System.Collections.Immutable;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Gateway.Streams;

namespace Crm.Actors.UnitTests.Streams;

/// <summary>A log in memory.</summary>
internal sealed class FakeFeedSource : IFeedSource
{
    private readonly Lock _gate = new();
    private readonly List<FeedEvent> _events = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Epoch { get; set; } = StreamEvents.Epoch;

    public long OldestResumable { get; set; }

    public bool Down { get; set; }

    public int Reads { get; private set; }

    public long Head
    {
        get
        {
            lock (_gate)
                return _events.Count;
        }
    }

    public void Append(params ReadOnlySpan<FeedEvent> events)
    {
        lock (_gate)
        {
            foreach (var e in events)
                _events.Add(e);
            _changed.SetResult();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Replace(string epoch, int events)
    {
        lock (_gate)
        {
            Epoch = epoch;
            _events.Clear();
        }

        Append([.. Enumerable.Range(1, events).Select(p => StreamEvents.Deal(p))]);
    }

    public async Task<FeedPage?> ReadAsync(long after, int max, TimeSpan wait, CancellationToken cancellation)
    {
        Task changed;
        lock (_gate)
        {
            Reads++;
            changed = _changed.Task;
        }

        if (Look(after, max, null) is { } page && (page.Events.Length > 0 || wait == TimeSpan.Zero || page.Head < after))
            return page;
        if (Down)
            return null;
        await changed.WaitAsync(cancellation);
        return Look(after, max, null);
    }

    public Task<FeedPage?> ReadSubjectAsync(Guid subject, long after, int max, CancellationToken cancellation) =>
        Task.FromResult(Look(after, max, subject));

    private FeedPage? Look(long after, int max, Guid? subject)
    {
        lock (_gate)
        {
            if (Down)
                return null;
            var found = _events.Where(e => e.Position > after && (subject is null || e.Subject == subject)).Take(max).ToImmutableArray();
            var head = subject is not null && found.Length == max ? found[^1].Position : _events.Count;
            return new(Epoch, found, head, OldestResumable);
        }
    }
}
