using System.Diagnostics;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Contracts.Observability;
using Microsoft.Extensions.Logging;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace Crm.Actors.Grains.Consumers;

/// <summary>
/// One partition of a consumer; the key is the partition. It remembers nothing: the store decides what is new, so a second activation
/// beside this one does no harm. A concrete grain only adds <c>[ImplicitStreamSubscription(EventStreams.Namespace)]</c>.
/// </summary>
/// <typeparam name="TEffect">The consumer's effect.</typeparam>
public abstract partial class PartitionConsumerGrain<TEffect>(IConsumerStore<TEffect> store, ILogger logger)
    : Grain, IGrainWithIntegerKey, IStreamSubscriptionObserver, IAsyncBatchObserver<FeedEvent>
{
    private readonly ILogger _logger = logger;
    private readonly EventOperation _processing = EventOperation.To(store.Consumer, "process", ActivityKind.Consumer, "orleans");

    /// <inheritdoc/>
    public Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory) => handleFactory.Create<FeedEvent>().ResumeAsync(this);

    /// <summary>Ends when the events are consumed; an exception has them delivered again.</summary>
    /// <exception cref="ConsumerUnavailableException">They cannot be consumed now.</exception>
    public async Task OnNextAsync(IList<SequentialItem<FeedEvent>> items)
    {
        IReadOnlyList<FeedEvent> events = [.. items.Select(static item => item.Item)];
        using var spans = EventSpans.Start(events, _processing);
        try
        {
            await store.ApplyAsync(events, CancellationToken.None);
        }
        catch (Exception problem)
        {
            spans.Fail(problem);
            throw;
        }
    }

    /// <inheritdoc/>
    public Task OnCompletedAsync() => Task.CompletedTask;

    /// <summary>The stream gave up on some events; the reconciliation with the log makes up for them.</summary>
    public Task OnErrorAsync(Exception ex)
    {
        LogStreamFailed(ex, this.GetPrimaryKeyLong());
        return Task.CompletedTask;
    }

    [LoggerMessage(3401, LogLevel.Warning, "The stream of partition {Partition} failed to deliver")]
    private partial void LogStreamFailed(Exception exception, long partition);
}
