namespace Crm.Actors.Contracts.Payments;

/// <summary>A transfer and how it stands.</summary>
/// <param name="Transfer">The transfer.</param>
/// <param name="FromPaymentId">Where the entry was.</param>
/// <param name="Outcome">How it stands.</param>
[GenerateSerializer, Immutable, Alias("crm.TransferResult")]
public sealed record TransferResult(
    [property: Id(0)] PaymentTransfer Transfer,
    [property: Id(1)] Guid FromPaymentId,
    [property: Id(2)] TransferOutcome Outcome);
