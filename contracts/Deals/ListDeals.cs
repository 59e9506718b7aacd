using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Deals;

/// <summary>Which deals to list, in which order, from where.</summary>
[GenerateSerializer, Immutable, Alias("crm.ListDeals")]
public sealed record ListDeals([property: Id(0)] Caller Caller)
{
    /// <summary>1 to 200.</summary>
    [Id(1)] public int Limit { get; init; } = 50;

    /// <summary>Opaque; only good with the same filters and sort, and for the same caller.</summary>
    [Id(2)] public string? Cursor { get; init; }

    /// <summary>One or two of <see cref="DealSort"/>; the id breaks ties. Empty means newest update first.</summary>
    [Id(3)] public ImmutableArray<DealSort> Sort { get; init; } = [];

    [Id(4)] public string? Stage { get; init; }

    [Id(5)] public DealStatus? Status { get; init; }

    [Id(6)] public Guid? OwnerId { get; init; }

    [Id(7)] public decimal? MinAmount { get; init; }

    [Id(8)] public decimal? MaxAmount { get; init; }

    /// <summary>Words to be found in title, client or tags, all of them; the last one of three letters or more also as a prefix. Up to 200 characters.</summary>
    [Id(9)] public string? Text { get; init; }

    /// <summary>Null lists both archived and other deals.</summary>
    [Id(10)] public bool? Archived { get; init; }

    [Id(11)] public Guid? TeamId { get; init; }

    [Id(12)] public Guid? PipelineId { get; init; }

    /// <summary>Up to 5 custom fields; they and an order by one are of the pipeline that the list is about, so they need <see cref="PipelineId"/>.</summary>
    [Id(13)] public ImmutableArray<FieldCondition> CustomFields { get; init; } = [];

    /// <summary>The list as it was at this time; null for now.</summary>
    [Id(14)] public DateTimeOffset? AsOf { get; init; }
}
