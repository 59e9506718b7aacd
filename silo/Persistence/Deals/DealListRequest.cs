using System.Collections.Immutable;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Grains.Deals;

namespace Crm.Actors.Persistence.Deals;

/// <summary>A checked <see cref="ListDeals"/>: one or two sort keys, every filter within its bounds, statuses by their names in the database.</summary>
internal sealed record DealListRequest(DealSight Sight, int Limit, ImmutableArray<DealSort> Sort)
{
    public string? Stage { get; init; }

    public string? Status { get; init; }

    public bool? Archived { get; init; }

    public Guid? OwnerId { get; init; }

    public Guid? TeamId { get; init; }

    public decimal? MinAmount { get; init; }

    public decimal? MaxAmount { get; init; }

    public string? Text { get; init; }

    /// <summary>
    /// The owner's, the team's or the caller's deals, whichever are fewer and all seen; null when neither bounds the list. Deals of
    /// others are looked for among those that are seen: to read an index of theirs would take the longer the more they have, and so
    /// tell what is hidden.
    /// </summary>
    public DealSource? Whose =>
        OwnerId is { } owner && Sight.HasAllOfOwner(owner) ? DealSource.Owner
        : TeamId is { } team && Sight.HasAllOfTeam(team) ? DealSource.Team
        : Sight.SeesAll ? null
        : DealSource.Seen;

    /// <summary>Whether a deal passes the filters, as far as they can be told without its words.</summary>
    public bool Shows(DealView deal) =>
        (Stage is null || Stage == deal.Stage)
        && (Status is null || Status == deal.Status.Name())
        && (Archived is null || Archived == deal.Archived)
        && (OwnerId is null || OwnerId == deal.OwnerId)
        && (TeamId is null || TeamId == deal.TeamId)
        && (MinAmount is null || deal.Amount >= MinAmount)
        && (MaxAmount is null || deal.Amount <= MaxAmount);
}
