namespace Crm.Actors.Contracts.Payments;

/// <summary>Takes an entry back by another one of the same amount below 0. Refused for a reversal, and for what is reversed already.</summary>
/// <param name="Context">The command's context.</param>
/// <param name="EntryId">The new entry.</param>
/// <param name="Kind">The kind of the entry that is reversed.</param>
/// <param name="ReversedId">The entry that is reversed.</param>
[GenerateSerializer, Immutable, Alias("crm.ReversePaymentEntry")]
public sealed record ReversePaymentEntry(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] Guid EntryId,
    [property: Id(2)] PaymentEntryKind Kind,
    [property: Id(3)] Guid ReversedId)
{
    /// <summary>Null means today (UTC).</summary>
    [Id(4)] public DateOnly? Date { get; init; }

    [Id(5)] public string? Comment { get; init; }
}
