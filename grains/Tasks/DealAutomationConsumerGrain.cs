using Crm.Actors.Contracts.Feed;
using Crm.Actors.Grains.Consumers;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.Grains.Tasks;

/// <summary>A partition of what deals ask for.</summary>
[ImplicitStreamSubscription(EventStreams.Namespace), GrainType("deal-automation-consumer")]
public sealed class DealAutomationConsumerGrain(IConsumerStore<DealDemand> store, ILogger<DealAutomationConsumerGrain> logger)
    : PartitionConsumerGrain<DealDemand>(store, logger);
