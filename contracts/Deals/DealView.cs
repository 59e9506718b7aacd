using System.Collections.Immutable;
using Crm.Actors.Contracts.Payments;

namespace Crm.Actors.Contracts.Deals;

/// <summary>A deal as its readers see it.</summary>
[GenerateSerializer, Immutable, Alias("crm.DealView")]
public sealed record DealView
{
    [Id(0)] public required Guid Id { get; init; }

    /// <summary>Number of events so far; also the strong ETag.</summary>
    [Id(1)] public required long Version { get; init; }

    /// <summary>1 to 200 characters.</summary>
    [Id(2)] public required string Title { get; init; }

    /// <summary>The client's name, up to 200 characters.</summary>
    [Id(3)] public string? Client { get; init; }

    /// <summary>Not negative, below 10^15, with at most the decimals of <see cref="Currency"/>.</summary>
    [Id(4)] public decimal? Amount { get; init; }

    /// <summary>ISO 4217 code; present exactly when <see cref="Amount"/> is.</summary>
    [Id(5)] public string? Currency { get; init; }

    [Id(6)] public required Guid PipelineId { get; init; }

    [Id(7)] public required string Stage { get; init; }

    [Id(8)] public required Guid OwnerId { get; init; }

    [Id(9)] public Guid? TeamId { get; init; }

    [Id(10)] public DealStatus Status { get; init; }

    /// <summary>Why the deal was lost; only with <see cref="DealStatus.Lost"/>.</summary>
    [Id(11)] public string? LostReason { get; init; }

    [Id(12)] public bool Archived { get; init; }

    [Id(13)] public DateOnly? ExpectedCloseDate { get; init; }

    /// <summary>Up to 50 distinct tags of 1 to 50 characters, in the order given.</summary>
    [Id(14)] public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Up to 50 custom fields; each value is the JSON text of a string, number or boolean.</summary>
    [Id(15)] public ImmutableSortedDictionary<string, string> CustomFields { get; init; } = NoCustomFields;

    [Id(16)] public DateTimeOffset CreatedAt { get; init; }

    [Id(17)] public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Up to 50 ids of users and teams, in order, who see the deal besides its owner and its team.</summary>
    [Id(18)] public ImmutableArray<Guid> SharedWith { get; init; } = [];

    /// <summary>What its payments come to, by currency; null where the deal is not read by itself. No part of its version.</summary>
    [Id(19)] public ImmutableArray<DealTotal>? Totals { get; init; }

    /// <summary>The empty set of custom fields, ordered as every set of them is.</summary>
    public static ImmutableSortedDictionary<string, string> NoCustomFields { get; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
