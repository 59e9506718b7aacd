namespace Crm.Actors.Contracts.Deals;

/// <summary>Closes an open deal as won.</summary>
[GenerateSerializer, Immutable, Alias("crm.WinDeal")]
public sealed record WinDeal([property: Id(0)] CommandContext Context);
