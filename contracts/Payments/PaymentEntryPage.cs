using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Payments;

/// <summary>A page of a payment's incomes or expenses, oldest first.</summary>
/// <param name="Items">The entries.</param>
/// <param name="NextCursor">Where the next page starts; null on the last one.</param>
[GenerateSerializer, Immutable, Alias("crm.PaymentEntryPage")]
public sealed record PaymentEntryPage([property: Id(0)] ImmutableArray<PaymentEntry> Items, [property: Id(1)] string? NextCursor);
