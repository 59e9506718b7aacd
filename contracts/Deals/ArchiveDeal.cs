namespace Crm.Actors.Contracts.Deals;

/// <summary>Puts a deal away. An archived deal is not edited until it is restored.</summary>
[GenerateSerializer, Immutable, Alias("crm.ArchiveDeal")]
public sealed record ArchiveDeal([property: Id(0)] CommandContext Context);
