using Orleans.Streams;

namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>
/// Hands events that a consumer did not take in time to the receiver. Without it they would be skipped, and the next acknowledgement
/// would cover them.
/// </summary>
internal sealed class DeliveryFailureHandler(RabbitMqAdapter adapter, QueueId queue) : IStreamFailureHandler
{
    /// <summary>A consumer that fails once goes on with the next event.</summary>
    public bool ShouldFaultSubsriptionOnError => false;

    /// <inheritdoc/>
    public Task OnDeliveryFailure(GuidId subscriptionId, string streamProviderName, StreamId streamIdentity, StreamSequenceToken? sequenceToken) =>
        sequenceToken is null || adapter.ReceiverOf(queue) is not { } receiver
            ? Task.CompletedTask
            : receiver.FailAsync(sequenceToken, $"subscription {subscriptionId.Guid:D}");

    /// <summary>A subscription that could not be made is tried again with the next event.</summary>
    public Task OnSubscriptionFailure(GuidId subscriptionId, string streamProviderName, StreamId streamIdentity, StreamSequenceToken? sequenceToken) =>
        Task.CompletedTask;
}
