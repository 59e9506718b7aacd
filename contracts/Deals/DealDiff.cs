using System.Collections.Immutable;
using Crm.Actors.Contracts.Deals.Events;

namespace Crm.Actors.Contracts.Deals;

/// <summary>What is different in a deal between two versions.</summary>
/// <param name="DealId">The deal.</param>
/// <param name="FromVersion">The first version.</param>
/// <param name="FromAt">When it was decided.</param>
/// <param name="ToVersion">The second version.</param>
/// <param name="ToAt">When it was decided.</param>
/// <param name="Changes">The fields that differ, by their names on the wire; version and times are not among them.</param>
[GenerateSerializer, Immutable, Alias("crm.DealDiff")]
public sealed record DealDiff(
    [property: Id(0)] Guid DealId,
    [property: Id(1)] long FromVersion,
    [property: Id(2)] DateTimeOffset FromAt,
    [property: Id(3)] long ToVersion,
    [property: Id(4)] DateTimeOffset ToAt,
    [property: Id(5)] ImmutableArray<FieldChange> Changes);
