using Crm.Actors.Contracts.Feed;
using Crm.Actors.Grains.Consumers;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.Grains.Pipelines;

/// <summary>A partition of the pipeline totals.</summary>
[ImplicitStreamSubscription(EventStreams.Namespace), GrainType("pipeline-consumer")]
public sealed class PipelineConsumerGrain(IConsumerStore<PipelineDelta> store, ILogger<PipelineConsumerGrain> logger)
    : PartitionConsumerGrain<PipelineDelta>(store, logger);
