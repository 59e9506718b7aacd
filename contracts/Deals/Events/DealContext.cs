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
    bool Archived);
