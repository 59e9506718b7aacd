namespace Crm.Actors.Contracts.Pipelines;

/// <summary>One pipeline. The default one exists from the first start (<see cref="Deals.DefaultPipeline"/>).</summary>
[Alias("crm.IPipelineGrain")]
public interface IPipelineGrain : IGrainWithGuidKey
{
    /// <summary>The pipeline, durable; <see cref="RejectionCode.NotFound"/> when there is none.</summary>
    [Alias("Get")]
    Task<CommandResult<PipelineView>> Get();

    [Alias("Create")]
    Task<CommandResult<PipelineView>> Create(CreatePipeline command);

    [Alias("Patch")]
    Task<CommandResult<PipelineView>> Patch(PatchPipeline command);
}
