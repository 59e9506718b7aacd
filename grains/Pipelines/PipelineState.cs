using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Contracts.Pipelines.Events;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Pipelines;

/// <summary>A pipeline's state.</summary>
public sealed record PipelineState(PipelineView View) : IAggregateState<PipelineState, PipelineEvent, PipelineView>
{
    /// <inheritdoc/>
    public long Version => View.Version;

    /// <inheritdoc/>
    public static PipelineState Apply(PipelineState? state, Recorded<PipelineEvent> recorded) => (state, recorded.Data) switch
    {
        (_, PipelineCreated created) => new(new PipelineView(created.Id, recorded.Version, created.Definition, recorded.At, recorded.At)),
        ({ } before, PipelineUpdated updated) => new(before.View with
        {
            Version = recorded.Version,
            Definition = updated.Definition,
            UpdatedAt = recorded.At,
        }),
        _ => throw new InvalidOperationException($"A pipeline has no {recorded.Data.GetType().Name} here."),
    };
}
