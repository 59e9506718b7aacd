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
}
