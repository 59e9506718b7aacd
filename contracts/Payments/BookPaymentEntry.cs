namespace Crm.Actors.Contracts.Payments;

/// <summary>Books an income or an expense. Limits of the fields are those of <see cref="PaymentEntry"/>.</summary>
/// <param name="Context">The command's context.</param>
/// <param name="EntryId">The new entry.</param>
/// <param name="Kind">Which way the money went.</param>
/// <param name="Date">When it moved.</param>
/// <param name="Amount">Above 0.</param>
[GenerateSerializer, Immutable, Alias("crm.BookPaymentEntry")]
public sealed record BookPaymentEntry(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] Guid EntryId,
    [property: Id(2)] PaymentEntryKind Kind,
    [property: Id(3)] DateOnly Date,
    [property: Id(4)] decimal Amount)
{
    /// <summary>Null means the payment's; another one is refused.</summary>
    [Id(5)] public string? Currency { get; init; }

    [Id(6)] public string? Method { get; init; }

    [Id(7)] public string? Reference { get; init; }

    [Id(8)] public string? Comment { get; init; }
}
