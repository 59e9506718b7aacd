using Crm.Actors.Contracts.Feed;
using Crm.Actors.Grains.Consumers;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.Grains.Payments;

/// <summary>A partition of the totals of deals.</summary>
[ImplicitStreamSubscription(EventStreams.Namespace), GrainType("deal-totals-consumer")]
public sealed class DealTotalsConsumerGrain(IConsumerStore<DealTotalDelta> store, ILogger<DealTotalsConsumerGrain> logger)
    : PartitionConsumerGrain<DealTotalDelta>(store, logger);
