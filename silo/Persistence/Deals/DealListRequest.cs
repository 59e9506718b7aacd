using System.Collections.Immutable;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Grains.Deals;

namespace Crm.Actors.Persistence.Deals;

/// <summary>A checked <see cref="ListDeals"/>: one or two sort keys, every filter within its bounds, statuses by their names in the database.</summary>
internal sealed record DealListRequest(Guid CallerId, int Limit, ImmutableArray<DealSort> Sort)
{
    public string? Stage { get; init; }

    public string? Status { get; init; }

    public bool? Archived { get; init; }

    public Guid? OwnerId { get; init; }

    public decimal? MinAmount { get; init; }

    public decimal? MaxAmount { get; init; }

    public string? Text { get; init; }

    /// <summary>Whether a deal passes the filters, as far as they can be told without its words.</summary>
    public bool Shows(DealView deal) =>
        (Stage is null || Stage == deal.Stage)
        && (Status is null || Status == deal.Status.Name())
        && (Archived is null || Archived == deal.Archived)
        && (OwnerId is null || OwnerId == deal.OwnerId)
        && (MinAmount is null || deal.Amount >= MinAmount)
        && (MaxAmount is null || deal.Amount <= MaxAmount);
}
