using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Deals.Events;

/// <summary>What filters, summaries and permissions need to know of a deal.</summary>
public sealed record DealContext(
    Guid OwnerId,
    Guid? TeamId,
    Guid PipelineId,
    string Stage,
    decimal? Amount,
    string? Currency,
    DealStatus Status,
    bool Archived)
{
    /// <summary>The users and teams that the deal is shared with, in order.</summary>
    public ImmutableArray<Guid> SharedWith { get; init; } = [];
}
