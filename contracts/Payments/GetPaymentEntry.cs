namespace Crm.Actors.Contracts.Payments;

/// <summary>One entry of a payment.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="PaymentId">The payment.</param>
/// <param name="Kind">Income or expense; the other one does not exist.</param>
/// <param name="EntryId">The entry.</param>
[GenerateSerializer, Immutable, Alias("crm.GetPaymentEntry")]
public sealed record GetPaymentEntry(
    [property: Id(0)] Caller Caller,
    [property: Id(1)] Guid PaymentId,
    [property: Id(2)] PaymentEntryKind Kind,
    [property: Id(3)] Guid EntryId);
