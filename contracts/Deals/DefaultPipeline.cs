using System.Collections.Immutable;
using Crm.Actors.Contracts.Pipelines;

namespace Crm.Actors.Contracts.Deals;

/// <summary>The pipeline that exists from the first start, as it is until somebody changes it. Deals may move between its stages in any order.</summary>
public static class DefaultPipeline
{
    public static Guid Id { get; } = new("00000000-0000-7000-8000-0000000000d1");

    /// <summary>At version 0; no event stands for it yet.</summary>
    public static PipelineView Unchanged { get; } = new(
        Id,
        0,
        new PipelineDefinition(
            "Sales",
            [
                new PipelineStage("new", "New"),
                new PipelineStage("qualified", "Qualified"),
                new PipelineStage("proposal", "Proposal"),
                new PipelineStage("negotiation", "Negotiation"),
            ])
        {
            FreeFields = true,
        },
        null,
        null);

    /// <summary>The names of its stages.</summary>
    public static ImmutableArray<string> Stages { get; } = [.. Unchanged.Definition.Stages.Select(static stage => stage.Slug)];
}
