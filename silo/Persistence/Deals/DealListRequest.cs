using System.Collections.Immutable;
using Crm.Actors.Contracts.Deals;

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
}
