using System.Collections.Concurrent;
using Crm.Actors.Contracts.Feed;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace Crm.Actors.IntegrationTests.Messaging;

/// <summary>What came on each stream, in order.</summary>
public sealed class StreamLedger
{
    private readonly ConcurrentDictionary<long, ConcurrentQueue<FeedEvent>> _events = new();

    public int Count => _events.Values.Sum(static events => events.Count);

    public IReadOnlyDictionary<long, FeedEvent[]> ByPartition => _events.ToDictionary(static one => one.Key, static one => one.Value.ToArray());

    public void Add(long partition, FeedEvent e) => _events.GetOrAdd(partition, static _ => new()).Enqueue(e);
}

public interface IPartitionWatcherGrain : IGrainWithIntegerKey;

/// <summary>Subscribed by its attribute to every partition; writes down what comes.</summary>
[ImplicitStreamSubscription(EventStreams.Namespace)]
public sealed class PartitionWatcherGrain(StreamLedger ledger) : Grain, IPartitionWatcherGrain, IStreamSubscriptionObserver, IAsyncObserver<FeedEvent>
{
    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<FeedEvent>().ResumeAsync(this);

    public Task OnNextAsync(FeedEvent item, StreamSequenceToken? token = null)
    {
        ledger.Add(this.GetPrimaryKeyLong(), item);
        return Task.CompletedTask;
    }

    public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
}
