namespace Crm.Actors.Contracts.Payments.Events;

/// <summary>An entry as it was booked; its currency is the payment's.</summary>
/// <param name="Id">The entry.</param>
/// <param name="Date">When the money moved.</param>
/// <param name="Amount">Above 0, or below 0 for a reversal.</param>
/// <param name="Method">How it was paid.</param>
/// <param name="Reference">Such as the number of an invoice.</param>
/// <param name="Comment">For people.</param>
/// <param name="Reverses">The entry that this one takes back.</param>
public sealed record BookedEntry(Guid Id, DateOnly Date, decimal Amount, string? Method, string? Reference, string? Comment, Guid? Reverses);
