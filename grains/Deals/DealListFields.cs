using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Pipelines;

namespace Crm.Actors.Grains.Deals;

/// <summary>What a list asks of custom fields, by the types that its pipeline gives them.</summary>
/// <param name="Filters">The conditions.</param>
/// <param name="Numbers">Which of the custom fields that the list is ordered by are numbers; the others are texts.</param>
public sealed record DealListFields(ImmutableArray<DealFieldFilter> Filters, ImmutableArray<string> Numbers)
{
    /// <summary>Of a list that asks nothing of them.</summary>
    public static DealListFields None { get; } = new([], []);

    /// <param name="query">The list.</param>
    /// <param name="pipeline">Its pipeline, which knows the types.</param>
    /// <returns>What it asks, or why it is refused.</returns>
    public static (DealListFields? Fields, Rejection? Rejection) Of(ListDeals query, PipelineDefinition pipeline) => DealListFieldChecks.Check(query, pipeline);

    /// <summary>Whether a list asks anything of them.</summary>
    public static bool AreAskedFor(ListDeals query) =>
        !query.CustomFields.IsDefaultOrEmpty || (!query.Sort.IsDefaultOrEmpty && query.Sort.Any(static sort => sort.Field == DealSortField.CustomField));
}
