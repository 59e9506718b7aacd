namespace Crm.Actors.Contracts.Payments;

/// <summary>Which entries of a payment to list, oldest first.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="PaymentId">The payment.</param>
/// <param name="Kind">Incomes or expenses.</param>
/// <param name="Limit">1 to 200.</param>
/// <param name="Cursor"><see cref="PaymentEntryPage.NextCursor"/> of the page before; null for the first page.</param>
[GenerateSerializer, Immutable, Alias("crm.ListPaymentEntries")]
public sealed record ListPaymentEntries(
    [property: Id(0)] Caller Caller,
    [property: Id(1)] Guid PaymentId,
    [property: Id(2)] PaymentEntryKind Kind,
    [property: Id(3)] int Limit,
    [property: Id(4)] string? Cursor);
