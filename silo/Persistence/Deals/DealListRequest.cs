using System.Collections.Immutable;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Grains.Deals;

namespace Crm.Actors.Persistence.Deals;

/// <summary>A checked <see cref="ListDeals"/>: one or two sort keys, every filter within its bounds, statuses by their names in the database.</summary>
internal sealed record DealListRequest(DealSight Sight, int Limit, ImmutableArray<DealKey> Sort)
{
    public Guid? PipelineId { get; init; }

    public string? Stage { get; init; }

    public string? Status { get; init; }

    public bool? Archived { get; init; }

    public Guid? OwnerId { get; init; }

    public Guid? TeamId { get; init; }

    public decimal? MinAmount { get; init; }

    public decimal? MaxAmount { get; init; }

    public string? Text { get; init; }

    /// <summary>Conditions on custom fields of the pipeline.</summary>
    public ImmutableArray<DealFieldFilter> Fields { get; init; } = [];

    /// <summary>The time as of which the list is; null for now.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>The position of the log that the time means, once it is known.</summary>
    public long? At { get; init; }

    public DealListTables Tables { get; init; } = DealListTables.Current;

    /// <summary>
    /// The owner's, the team's or the caller's deals, whichever are fewer and all seen; null when neither bounds the list. Deals of
    /// others are looked for among those that are seen: to read an index of theirs would take the longer the more they have, and so
    /// tell what is hidden. What somebody sees of the past does not depend on whose deals were whose then.
    /// </summary>
    public DealSource? Whose =>
        Tables.AreFormer ? (Sight.SeesAll ? null : DealSource.Seen)
        : OwnerId is { } owner && Sight.HasAllOfOwner(owner) ? DealSource.Owner
        : TeamId is { } team && Sight.HasAllOfTeam(team) ? DealSource.Team
        : Sight.SeesAll ? null
        : DealSource.Seen;

    public bool HasAmounts => MinAmount is not null || MaxAmount is not null;

    /// <summary>Whether custom fields have to be looked up for each deal.</summary>
    public bool ReadsFields => !Fields.IsEmpty || Sort.Any(static key => key.IsCustom);

    /// <summary>Whether a deal passes the filters, as far as they can be told without its words.</summary>
    public bool Shows(DealView deal) =>
        (PipelineId is null || PipelineId == deal.PipelineId)
        && (Stage is null || Stage == deal.Stage)
        && (Status is null || Status == deal.Status.Name())
        && (Archived is null || Archived == deal.Archived)
        && (OwnerId is null || OwnerId == deal.OwnerId)
        && (TeamId is null || TeamId == deal.TeamId)
        && (MinAmount is null || deal.Amount >= MinAmount)
        && (MaxAmount is null || deal.Amount <= MaxAmount)
        && Fields.All(filter => filter.Passes(deal.CustomFields.GetValueOrDefault(filter.Key)));
}
