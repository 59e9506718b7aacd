using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Payments;

/// <summary>The totals of a deal.</summary>
/// <param name="DealId">The deal.</param>
/// <param name="Position">Feed position that <see cref="Totals"/> are read at.</param>
/// <param name="Pending">Events of the deal's payments at that position that the totals do not have yet.</param>
/// <param name="Totals">By currency, in ordinal order.</param>
/// <param name="Verification">The comparison, where it was asked for.</param>
[GenerateSerializer, Immutable, Alias("crm.DealBalance")]
public sealed record DealBalance(
    [property: Id(0)] Guid DealId,
    [property: Id(1)] long Position,
    [property: Id(2)] long Pending,
    [property: Id(3)] ImmutableArray<DealTotal> Totals,
    [property: Id(4)] BalanceVerification? Verification);
