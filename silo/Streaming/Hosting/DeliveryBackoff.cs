using Orleans.Runtime.Providers;

namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>The pause before an event is delivered again: 50 ms, doubling, 1 s at most, so that a stream goes on soon after a fail-over.</summary>
public sealed class DeliveryBackoff : IMessageDeliveryBackoffProvider
{
    private const int FirstMilliseconds = 50;
    private const int LongestMilliseconds = 1000;
    private const int Doublings = 5;

    /// <inheritdoc/>
    public TimeSpan Next(int attempt) =>
        TimeSpan.FromMilliseconds(Math.Min(LongestMilliseconds, FirstMilliseconds << Math.Clamp(attempt, 0, Doublings)));
}
