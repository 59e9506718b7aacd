namespace Crm.Actors.Contracts.Deals;

/// <summary>Takes a deal out of the archive.</summary>
[GenerateSerializer, Immutable, Alias("crm.RestoreDeal")]
public sealed record RestoreDeal([property: Id(0)] CommandContext Context);
