namespace Crm.Actors.Contracts.Payments;

/// <summary>Moves a payment, with all its entries, to another deal. For whoever sees both deals.</summary>
/// <param name="Context">The command's context.</param>
/// <param name="DealId">Where it goes.</param>
[GenerateSerializer, Immutable, Alias("crm.MovePayment")]
public sealed record MovePayment([property: Id(0)] CommandContext Context, [property: Id(1)] Guid DealId);
