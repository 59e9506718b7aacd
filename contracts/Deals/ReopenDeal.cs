namespace Crm.Actors.Contracts.Deals;

/// <summary>Opens a won or lost deal again.</summary>
[GenerateSerializer, Immutable, Alias("crm.ReopenDeal")]
public sealed record ReopenDeal([property: Id(0)] CommandContext Context);
