using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Payments;

/// <summary>A page of a deal's payments, oldest first.</summary>
/// <param name="Items">The payments.</param>
/// <param name="NextCursor">Where the next page starts; null on the last one.</param>
[GenerateSerializer, Immutable, Alias("crm.PaymentPage")]
public sealed record PaymentPage([property: Id(0)] ImmutableArray<PaymentView> Items, [property: Id(1)] string? NextCursor);
