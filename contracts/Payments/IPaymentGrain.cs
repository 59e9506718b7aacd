namespace Crm.Actors.Contracts.Payments;

/// <summary>
/// One payment. Whoever sees its deal works on it; for everybody else it does not exist. Nothing of it changes while the deal is
/// archived. Every accepted command is durable, with its events and its entries' rows, before it is answered.
/// </summary>
[Alias("crm.IPaymentGrain")]
public interface IPaymentGrain : IGrainWithGuidKey
{
    [Alias("Get")]
    Task<CommandResult<PaymentView>> Get(Caller caller);

    [Alias("Create")]
    Task<CommandResult<PaymentView>> Create(CreatePayment command);

    [Alias("Patch")]
    Task<CommandResult<PaymentView>> Patch(PatchPayment command);

    [Alias("Cancel")]
    Task<CommandResult<PaymentView>> Cancel(CancelPayment command);

    [Alias("Move")]
    Task<CommandResult<PaymentView>> Move(MovePayment command);

    [Alias("Book")]
    Task<CommandResult<PaymentEntry>> Book(BookPaymentEntry command);

    [Alias("Reverse")]
    Task<CommandResult<PaymentEntry>> Reverse(ReversePaymentEntry command);

    /// <summary>Answers when the transfer has ended, or cannot end now; then it ends by itself.</summary>
    [Alias("Transfer")]
    Task<CommandResult<TransferResult>> Transfer(TransferPaymentEntry command);

    /// <summary>For the payment that an entry comes from, not for callers: nobody's rights are asked.</summary>
    /// <returns><see cref="TransferOutcome.Completed"/> or <see cref="TransferOutcome.Returned"/>, the same for ever.</returns>
    [Alias("Receive")]
    Task<CommandResult<TransferResult>> Receive(ReceiveTransfer command);

    /// <summary>Brings transfers from this payment that have not ended to their end, as far as that is possible now.</summary>
    [Alias("FinishTransfers")]
    Task FinishTransfers();
}
