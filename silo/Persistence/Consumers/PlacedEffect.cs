namespace Crm.Actors.Persistence.Consumers;

/// <summary>An effect of an event of a partition; only one transaction at a time writes effects of a partition.</summary>
/// <param name="Partition">From 0.</param>
/// <param name="Effect">The effect.</param>
public readonly record struct PlacedEffect<TEffect>(int Partition, TEffect Effect);
