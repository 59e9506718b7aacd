using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Payments;

namespace Crm.Actors.UnitTests.Gateway.Fakes;

/// <summary>Stands for every payment. Remembers the last command.</summary>
public sealed class FakePayments : IPaymentGrain, IPaymentQueriesGrain
{
    public object? Last { get; private set; }

    public Guid Key { get; private set; }

    /// <summary>What everything is refused with; null when it is accepted.</summary>
    public Rejection? Refusal { get; set; }

    public static PaymentView View { get; } = new()
    {
        Id = new Guid("0192f0c1-2f6a-7cc1-9d7e-3f2a7b1c5d4f"),
        Version = 3,
        DealId = FakeDeal.Sample.Id,
        Title = "First half",
        Currency = "EUR",
        PlannedAmount = 500.00m,
        Received = 100.10m,
        Spent = 0.00m,
        CreatedAt = FakeUsers.At,
        UpdatedAt = FakeUsers.At,
    };

    public static PaymentEntry Entry { get; } = new()
    {
        Id = new Guid("0192f0c1-2f6a-7cc1-9d7e-3f2a7b1c5d50"),
        PaymentId = View.Id,
        Kind = PaymentEntryKind.Income,
        Version = 3,
        Date = new DateOnly(2026, 5, 30),
        Amount = 100.10m,
        Currency = "EUR",
        ActorId = RunningGateway.User,
        CreatedAt = FakeUsers.At,
    };

    public static PaymentTransfer Transferred { get; } = new()
    {
        Id = RunningGateway.NewId,
        Kind = PaymentEntryKind.Income,
        EntryId = Entry.Id,
        ToPaymentId = View.Id,
        Date = Entry.Date,
        Amount = Entry.Amount,
        Currency = "EUR",
        ActorId = RunningGateway.User,
    };

    public static bool Knows(Type grain) => typeof(FakePayments).IsAssignableTo(grain);

    public FakePayments AskedFor(object key)
    {
        Key = key as Guid? ?? Guid.Empty;
        return this;
    }

    public Task<CommandResult<PaymentView>> Get(Caller caller) => Answer("get", View);

    public Task<CommandResult<PaymentView>> Create(CreatePayment command) => Answer(command, View with { Id = Key });

    public Task<CommandResult<PaymentView>> Patch(PatchPayment command) => Answer(command, View);

    public Task<CommandResult<PaymentView>> Cancel(CancelPayment command) => Answer(command, View);

    public Task<CommandResult<PaymentView>> Move(MovePayment command) => Answer(command, View);

    public Task<CommandResult<PaymentEntry>> Book(BookPaymentEntry command) => Answer(command, Entry with { Id = command.EntryId });

    public Task<CommandResult<PaymentEntry>> Reverse(ReversePaymentEntry command) => Answer(command, Entry with { Id = command.EntryId, Reverses = command.ReversedId });

    public Task<CommandResult<TransferResult>> Transfer(TransferPaymentEntry command) =>
        Answer(command, new TransferResult(Transferred, View.Id, TransferOutcome.Pending));

    public Task<CommandResult<TransferResult>> Receive(ReceiveTransfer command) => throw new NotSupportedException();

    public Task FinishTransfers() => throw new NotSupportedException();

    public Task<CommandResult<PaymentPage>> List(ListPayments query) => Answer(query, new PaymentPage([View], null));

    public Task<CommandResult<PaymentEntryPage>> ListEntries(ListPaymentEntries query) => Answer(query, new PaymentEntryPage([Entry], null));

    public Task<CommandResult<PaymentEntry>> GetEntry(GetPaymentEntry query) => Answer(query, Entry);

    public Task<CommandResult<DealBalance>> Balance(GetDealBalance query) => Answer(query, new DealBalance(query.DealId, 7, 0, [], null));

    private Task<CommandResult<T>> Answer<T>(object command, T value)
        where T : class
    {
        Last = command;
        return Task.FromResult(Refusal is null ? new CommandResult<T>(value, 7, null) : new CommandResult<T>(null, 0, Refusal));
    }
}
