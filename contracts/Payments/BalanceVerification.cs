using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Payments;

/// <summary>The totals as they follow from payments and entries, each as far as the totals have got, in the same snapshot.</summary>
/// <param name="IsEqual">Whether they are those that are kept.</param>
/// <param name="Recomputed">By currency, in ordinal order.</param>
[GenerateSerializer, Immutable, Alias("crm.BalanceVerification")]
public sealed record BalanceVerification([property: Id(0)] bool IsEqual, [property: Id(1)] ImmutableArray<DealTotal> Recomputed);
