using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Deals;

/// <summary>Creates the deal that the grain stands for. Limits of the fields are those of <see cref="DealView"/>.</summary>
[GenerateSerializer, Immutable, Alias("crm.CreateDeal")]
public sealed record CreateDeal([property: Id(0)] CommandContext Context, [property: Id(1)] string Title)
{
    [Id(2)] public string? Client { get; init; }

    [Id(3)] public decimal? Amount { get; init; }

    [Id(4)] public string? Currency { get; init; }

    /// <summary>Null means the default pipeline.</summary>
    [Id(5)] public Guid? PipelineId { get; init; }

    /// <summary>Null means the first stage of the pipeline.</summary>
    [Id(6)] public string? Stage { get; init; }

    /// <summary>Null means the caller.</summary>
    [Id(7)] public Guid? OwnerId { get; init; }

    /// <summary>Null means the caller's team if they have exactly one, otherwise none.</summary>
    [Id(8)] public Guid? TeamId { get; init; }

    [Id(9)] public DateOnly? ExpectedCloseDate { get; init; }

    [Id(10)] public ImmutableArray<string> Tags { get; init; } = [];

    [Id(11)] public ImmutableSortedDictionary<string, string> CustomFields { get; init; } = DealView.NoCustomFields;

    /// <summary>Whether the deal is to have no team although the caller has one.</summary>
    [Id(12)] public bool WithoutTeam { get; init; }
}
