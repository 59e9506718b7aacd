namespace Crm.Actors.Contracts.Payments;

/// <summary>Moves an entry to another payment of the same currency: a reversal here, the same entry there. For whoever sees the deals of both.</summary>
/// <param name="Context">The command's context.</param>
/// <param name="TransferId">The transfer; also the id of the entry there.</param>
/// <param name="ReversalId">The entry that takes the old one back.</param>
/// <param name="Kind">The kind of the entry.</param>
/// <param name="EntryId">The entry.</param>
/// <param name="ToPaymentId">Where it goes.</param>
[GenerateSerializer, Immutable, Alias("crm.TransferPaymentEntry")]
public sealed record TransferPaymentEntry(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] Guid TransferId,
    [property: Id(2)] Guid ReversalId,
    [property: Id(3)] PaymentEntryKind Kind,
    [property: Id(4)] Guid EntryId,
    [property: Id(5)] Guid ToPaymentId)
{
    [Id(6)] public string? Comment { get; init; }
}
