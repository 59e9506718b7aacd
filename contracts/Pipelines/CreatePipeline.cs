namespace Crm.Actors.Contracts.Pipelines;

/// <summary>Creates the pipeline that the grain stands for. For managers and administrators.</summary>
/// <param name="Context">The command's context.</param>
/// <param name="Definition">What it is to be; nothing in it is retired or hidden.</param>
[GenerateSerializer, Immutable, Alias("crm.CreatePipeline")]
public sealed record CreatePipeline([property: Id(0)] CommandContext Context, [property: Id(1)] PipelineDefinition Definition);
