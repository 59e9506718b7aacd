namespace Crm.Actors.Contracts.Payments;

/// <summary>What the payments of a deal come to in one currency.</summary>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Expected">The planned amounts of the payments that are not cancelled.</param>
/// <param name="Received">The incomes, less the reversed ones.</param>
/// <param name="Spent">The expenses, less the reversed ones.</param>
[GenerateSerializer, Immutable, Alias("crm.DealTotal")]
public sealed record DealTotal(
    [property: Id(0)] string Currency,
    [property: Id(1)] decimal Expected,
    [property: Id(2)] decimal Received,
    [property: Id(3)] decimal Spent)
{
    /// <summary>Received less spent.</summary>
    public decimal Balance => Received - Spent;
}
