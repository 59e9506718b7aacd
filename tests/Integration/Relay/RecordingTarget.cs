using System.Collections.Immutable;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Persistence.Relay;
using Shouldly;

namespace Crm.Actors.IntegrationTests.Relay;

/// <summary>Remembers what was published. A test may let attempts fail, or hold them.</summary>
internal sealed class RecordingTarget : IRelayTarget
{
    private readonly Lock _gate = new();
    private readonly List<FeedEvent> _published = [];
    private volatile TaskCompletionSource? _held;

    /// <summary>Decides what becomes of an attempt, whose number (from 1) and events it is given; publishes all unless given.</summary>
    public Func<int, ImmutableArray<FeedEvent>, Task<RelayOutcome>>? Decide { get; set; }

    public int Attempts { get; private set; }

    /// <summary>Positions in the order in which they were published.</summary>
    public List<long> Positions
    {
        get
        {
            lock (_gate)
                return [.. _published.Select(static e => e.Position)];
        }
    }

    public long Highest => Positions.DefaultIfEmpty().Max();

    /// <summary>Attempts that come from now on wait; what they carry is published when they are let go.</summary>
    public void Hold() => _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release()
    {
        var held = _held;
        _held = null;
        held?.TrySetResult();
    }

    public async Task<RelayOutcome> PublishAsync(ImmutableArray<FeedEvent> events)
    {
        events.ShouldNotBeEmpty();
        var attempt = ++Attempts;
        if (_held is { } held)
            await held.Task;
        var outcome = Decide is null ? RelayOutcome.Complete : await Decide(attempt, events);
        lock (_gate)
            _published.AddRange(events.Except(outcome.Left));
        return outcome;
    }

    /// <summary>Nothing is skipped: every position up to the last is there, and came for the first time after the one before it.</summary>
    public static void ShouldHaveNoSkip(IReadOnlyList<long> positions, long first, long last)
    {
        var next = first;
        foreach (var position in positions)
        {
            position.ShouldBeLessThanOrEqualTo(next, $"{next} was skipped");
            next = Math.Max(next, position + 1);
        }

        next.ShouldBe(last + 1);
    }
}
