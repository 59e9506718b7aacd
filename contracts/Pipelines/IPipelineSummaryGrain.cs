namespace Crm.Actors.Contracts.Pipelines;

/// <summary>The live figures of one pipeline; the key is the pipeline's id. Answers what is durable.</summary>
[Alias("crm.IPipelineSummaryGrain")]
public interface IPipelineSummaryGrain : IGrainWithGuidKey
{
    /// <summary>The figures now. <see cref="RejectionCode.NotFound"/> when there is no such pipeline.</summary>
    [Alias("Get")]
    Task<CommandResult<PipelineSummary>> Get(Caller caller);

    /// <summary>The figures as soon as newer events are counted in them; the same as <see cref="Get"/> when the wait is over.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="after">The <see cref="PipelineSummary.Newest"/> that the caller has; negative for none.</param>
    /// <param name="wait">How long to wait, up to 10 s; zero answers at once.</param>
    [Alias("Watch"), ResponseTimeout("00:00:15")]
    Task<CommandResult<PipelineSummary>> Watch(Caller caller, long after, TimeSpan wait);
}
