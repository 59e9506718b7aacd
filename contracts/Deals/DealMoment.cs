namespace Crm.Actors.Contracts.Deals;

/// <summary>A moment in a deal's past. Exactly one of the two is set.</summary>
/// <param name="Version">After this version.</param>
/// <param name="Time">After the last event that was decided at or before this time.</param>
[GenerateSerializer, Immutable, Alias("crm.DealMoment")]
public sealed record DealMoment([property: Id(0)] long? Version, [property: Id(1)] DateTimeOffset? Time);
