namespace Crm.Actors.Contracts.Payments;

/// <summary>Which payments of a deal to list, oldest first.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="DealId">The deal.</param>
/// <param name="Limit">1 to 200.</param>
/// <param name="Cursor"><see cref="PaymentPage.NextCursor"/> of the page before; null for the first page.</param>
[GenerateSerializer, Immutable, Alias("crm.ListPayments")]
public sealed record ListPayments(
    [property: Id(0)] Caller Caller,
    [property: Id(1)] Guid DealId,
    [property: Id(2)] int Limit,
    [property: Id(3)] string? Cursor);
