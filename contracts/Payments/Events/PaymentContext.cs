namespace Crm.Actors.Contracts.Payments.Events;

/// <summary>Where a payment stands after an event: what totals and other readers need to know of it.</summary>
/// <param name="DealId">The deal that the event is about.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="PlannedAmount">With the decimals of the currency.</param>
/// <param name="Received">The sum of the incomes and their reversals.</param>
/// <param name="Spent">The sum of the expenses and their reversals.</param>
/// <param name="Cancelled">Whether it is not expected any more.</param>
public sealed record PaymentContext(Guid DealId, string Currency, decimal PlannedAmount, decimal Received, decimal Spent, bool Cancelled);
