using Orleans.Providers.Streams.Common;
using Orleans.Streams;

namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>
/// Puts arriving events together to batches and remembers the deliveries of each until it is processed. Used by a pulling agent, whose
/// calls take turns.
/// </summary>
/// <param name="eventsPerDelivery">Most events in one batch.</param>
internal sealed class PendingEvents(int eventsPerDelivery)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, List<(Delivery Delivery, ReceivedEvent Event)>> _underWay = [];
    private readonly Queue<(Delivery Delivery, ReceivedEvent Event)> _isolated = new();
    private (Delivery Delivery, ReceivedEvent Event)? _heldBack;
    private long _last;

    /// <summary>Reads an event that has arrived, if there is one.</summary>
    public delegate bool Next(out Delivery delivery, out ReceivedEvent received);

    /// <summary>Up to so many batches of what has arrived, those to be tried alone first.</summary>
    public IList<IBatchContainer> Take(int maxBatches, Next next)
    {
        lock (_gate)
        {
            var batches = new List<IBatchContainer>();
            while (batches.Count < maxBatches && _isolated.TryDequeue(out var alone))
                batches.Add(Batch([alone]));
            if (batches.Count == 0)
                Gather(maxBatches, next, batches);
            return batches;
        }
    }

    /// <summary>Forgets a batch.</summary>
    /// <returns>Its deliveries, which are to be settled; none when it is not known (any more).</returns>
    public IReadOnlyList<Delivery> Complete(IBatchContainer batch) => Complete(batch.SequenceToken.SequenceNumber);

    /// <inheritdoc cref="Complete(IBatchContainer)"/>
    public IReadOnlyList<Delivery> Complete(long number)
    {
        lock (_gate)
            return _underWay.Remove(number, out var events) ? [.. events.Select(static e => e.Delivery)] : [];
    }

    /// <summary>The number of the batch that a token belongs to, or null when it is not known.</summary>
    public long? Find(StreamSequenceToken token)
    {
        lock (_gate)
            return _underWay.ContainsKey(token.SequenceNumber) ? token.SequenceNumber : null;
    }

    /// <summary>Lets the events of a batch be delivered again, each alone. False when there is only one.</summary>
    public bool TryIsolate(long number)
    {
        lock (_gate)
        {
            if (_underWay[number] is not { Count: > 1 } events)
                return false;
            _underWay.Remove(number);
            foreach (var (delivery, received) in events)
                _isolated.Enqueue((delivery with { FailedAmong = events.Count }, received));
            return true;
        }
    }

    private void Gather(int maxBatches, Next next, List<IBatchContainer> batches)
    {
        // One open batch per stream: events of other streams may stand between those of one.
        var open = new Dictionary<StreamId, List<(Delivery Delivery, ReceivedEvent Event)>>();
        var order = new List<List<(Delivery Delivery, ReceivedEvent Event)>>();
        while (TryNext(next, out var arrived))
        {
            if (!open.TryGetValue(arrived.Event.Stream, out var events) || events.Count == eventsPerDelivery
                || arrived.Event.RequestContext is not null || events[0].Event.RequestContext is not null)
            {
                if (order.Count == maxBatches)
                {
                    _heldBack = arrived;
                    break;
                }

                order.Add(events = []);
                open[arrived.Event.Stream] = events;
            }

            events.Add(arrived);
        }

        foreach (var events in order)
            batches.Add(Batch(events));
    }

    private bool TryNext(Next next, out (Delivery Delivery, ReceivedEvent Event) arrived)
    {
        if (_heldBack is { } held)
        {
            (arrived, _heldBack) = (held, null);
            return true;
        }

        var found = next(out var delivery, out var received);
        arrived = (delivery, received);
        return found;
    }

    private DeliveredEvents Batch(List<(Delivery Delivery, ReceivedEvent Event)> events)
    {
        _underWay.Add(++_last, events);
        var first = events[0].Event;
        return new(first.Stream, new EventSequenceTokenV2(_last), events.ConvertAll(static e => e.Event.Item), first.RequestContext);
    }
}
