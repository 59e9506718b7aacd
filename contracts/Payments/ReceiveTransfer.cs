namespace Crm.Actors.Contracts.Payments;

/// <summary>Asks a payment to take an entry from another one. Its word is final: it books the entry or refuses it, and either is an event.</summary>
/// <param name="Transfer">What it is to take.</param>
/// <param name="FromPaymentId">Where it comes from.</param>
[GenerateSerializer, Immutable, Alias("crm.ReceiveTransfer")]
public sealed record ReceiveTransfer([property: Id(0)] PaymentTransfer Transfer, [property: Id(1)] Guid FromPaymentId);
