namespace Crm.Actors.Contracts.Payments;

/// <summary>A payment is no longer expected. Refused while it has an entry that is not reversed.</summary>
/// <param name="Context">The command's context.</param>
[GenerateSerializer, Immutable, Alias("crm.CancelPayment")]
public sealed record CancelPayment([property: Id(0)] CommandContext Context);
