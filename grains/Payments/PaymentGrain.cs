using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Payments;
using Crm.Actors.Contracts.Payments.Events;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Payments;

/// <inheritdoc cref="IPaymentGrain"/>
/// <remarks>The deal says who may do what: it is asked before every decision, and what it says is what the decision rests on.</remarks>
public sealed class PaymentGrain(
    IGrainContext context,
    IEventStore<PaymentState, PaymentEvent> store,
    IPaymentReads reads,
    ICrashPoints crash,
    IGrainFactory grains,
    TimeProvider clock,
    KernelServices services)
    : AggregateGrain<PaymentState, PaymentEvent, PaymentView>(context, store, services), IPaymentGrain
{
    private readonly KernelServices _services = services;
    private readonly DealQuestions _deals = new(grains, clock);

    private Guid Id => this.GetPrimaryKey();

    public async Task<CommandResult<PaymentView>> Get(Caller caller)
    {
        var (state, deal, refusal) = await FindDeal(caller, changes: false);
        if ((refusal ?? (state is null || deal is null ? Rejections.NotFound : null)) is { } rejection)
            return new CommandResult<PaymentView>(null, 0, rejection);
        return await Read(now => now.View.DealId == deal!.Id);
    }

    public async Task<CommandResult<PaymentView>> Create(CreatePayment command)
    {
        var (deal, refusal) = await _deals.AskAsync(command.DealId, command.Context.Caller);
        return refusal is null
            ? await Execute(command.Context, (command, deal), (state, create, _) => PaymentRules.Create(Id, state, create.command, create.deal))
            : new CommandResult<PaymentView>(null, 0, refusal);
    }

    public Task<CommandResult<PaymentView>> Patch(PatchPayment command) =>
        Change(command.Context, command, static (state, patch, deal) => PaymentRules.Patch(state, patch, deal));

    public Task<CommandResult<PaymentView>> Cancel(CancelPayment command) =>
        Change(command.Context, command, static (state, cancel, deal) => PaymentRules.Cancel(state, cancel, deal));

    public async Task<CommandResult<PaymentView>> Move(MovePayment command)
    {
        var (target, refusal) = await _deals.AskAsync(command.DealId, command.Context.Caller);
        return refusal is null
            ? await Change(command.Context, (command, target), static (state, move, deal) => PaymentRules.Move(state, move.command, deal, move.target))
            : new CommandResult<PaymentView>(null, 0, refusal);
    }

    public async Task<CommandResult<PaymentEntry>> Book(BookPaymentEntry command)
    {
        var result = await Change(command.Context, command, static (state, book, deal) => PaymentRules.Book(state, book, deal));
        return Entry(result, payment => new PaymentEntry
        {
            Id = command.EntryId,
            PaymentId = payment.Id,
            Kind = command.Kind,
            Version = payment.Version,
            Date = command.Date,
            Amount = Deals.Currencies.Scale(command.Amount, payment.Currency)!.Value,
            Currency = payment.Currency,
            Method = command.Method,
            Reference = command.Reference,
            Comment = command.Comment,
            ActorId = command.Context.Caller.UserId,
            CreatedAt = payment.UpdatedAt,
        });
    }

    public async Task<CommandResult<PaymentEntry>> Reverse(ReversePaymentEntry command)
    {
        try
        {
            // First the payment's row, then the entry's: see PaymentState.Reversed.
            await ReadState();
            var entry = await reads.FindEntryAsync(Id, command.Kind, command.ReversedId);
            var result = await Change(
                command.Context, (command, entry), static (state, reverse, deal, now) => PaymentRules.Reverse(state, reverse.command, reverse.entry, deal, now));
            return Entry(result, payment => new PaymentEntry
            {
                Id = command.EntryId,
                PaymentId = payment.Id,
                Kind = command.Kind,
                Version = payment.Version,
                Date = command.Date ?? DateOnly.FromDateTime(payment.UpdatedAt.UtcDateTime),
                Amount = -entry!.Amount,
                Currency = payment.Currency,
                Method = entry.Method,
                Reference = entry.Reference,
                Comment = command.Comment,
                Reverses = entry.Id,
                ActorId = command.Context.Caller.UserId,
                CreatedAt = payment.UpdatedAt,
            });
        }
        catch (StoreUnavailableException)
        {
            return new CommandResult<PaymentEntry>(null, 0, NotRead);
        }
    }

    public async Task<CommandResult<TransferResult>> Transfer(TransferPaymentEntry command)
    {
        try
        {
            // First the payment's row, then the entry's: see PaymentState.Reversed.
            await ReadState();
            var entry = await reads.FindEntryAsync(Id, command.Kind, command.EntryId);
            var target = await GrainFactory.GetGrain<IPaymentGrain>(command.ToPaymentId).Get(command.Context.Caller);
            if (target.Rejection is { Code: not RejectionCode.NotFound } refusal)
                return new(null, 0, refusal);
            var started = await Change(
                command.Context,
                (command, entry, target.Value),
                static (state, start, deal, now) => TransferRules.Start(state, start.command, start.entry, deal, start.Value, now));
            if (started.Rejection is not null)
                return new(null, 0, started.Rejection);
            crash.Pass("transfer-started");
            await FinishTransfers();
            return await TransferNow(command, entry!);
        }
        catch (StoreUnavailableException)
        {
            return new(null, 0, Rejections.Unavailable);
        }
    }

    public async Task<CommandResult<TransferResult>> Receive(ReceiveTransfer command)
    {
        try
        {
            var transfer = command.Transfer;
            var (state, _) = await ReadState();
            if (state is null)
                return new(null, 0, Rejections.Unavailable);
            // A user's key has no space, so no user has this one.
            var keyed = new CommandContext(new Caller(transfer.ActorId, [], [], "en", null), $"transfer {transfer.Id:D}", transfer.Id, null);
            var result = await _deals.FindAsync(state.View.DealId) is { } deal
                ? await Execute(keyed, (command, deal), static (now, receive, _) => TransferRules.Receive(now, receive.command, receive.deal))
                : new(null, 0, Rejections.Unavailable);
            if (result.Rejection is not null)
                return new(null, 0, Rejections.Unavailable);
            var booked = await reads.FindEntryAsync(Id, transfer.Kind, transfer.Id);
            var outcome = booked is null ? TransferOutcome.Returned : TransferOutcome.Completed;
            return new(new TransferResult(transfer, command.FromPaymentId, outcome), result.Position, null);
        }
        catch (StoreUnavailableException)
        {
            return new(null, 0, Rejections.Unavailable);
        }
    }

    public async Task FinishTransfers()
    {
        var (state, _) = await ReadState();
        if (state is null)
            return;
        foreach (var transfer in state.Transfers.Values)
        {
            var received = await GrainFactory.GetGrain<IPaymentGrain>(transfer.ToPaymentId).Receive(new ReceiveTransfer(transfer, Id));
            if (received.Value is not { Outcome: var outcome })
                continue;
            crash.Pass("transfer-decided");
            // After the other payment's answer, which may have taken long: what the deal shows with its totals rests on its being asked just before.
            if (await _deals.FindAsync(state.View.DealId) is not { } deal)
                continue;
            var keyless = new CommandContext(new Caller(transfer.ActorId, [], [], "en", null), null, default, null);
            await Execute(
                keyless,
                (transfer.Id, outcome, deal, Returned: _services.Ids.Next()),
                static (now, end, _) => TransferRules.End(now, end.Id, end.outcome, end.deal, end.Returned));
            crash.Pass("transfer-ended");
        }
    }

    private async Task<CommandResult<TransferResult>> TransferNow(TransferPaymentEntry command, PaymentEntry entry)
    {
        var (state, position) = await ReadState();
        var transfer = state!.Transfers.GetValueOrDefault(command.TransferId);
        var outcome = transfer is not null ? TransferOutcome.Pending
            : await reads.FindEntryAsync(command.ToPaymentId, command.Kind, command.TransferId) is not null ? TransferOutcome.Completed
            : TransferOutcome.Returned;
        transfer ??= new PaymentTransfer
        {
            Id = command.TransferId,
            Kind = command.Kind,
            EntryId = command.EntryId,
            ToPaymentId = command.ToPaymentId,
            Date = entry.Date,
            Amount = entry.Amount,
            Currency = entry.Currency,
            Method = entry.Method,
            Reference = entry.Reference,
            Comment = entry.Comment,
            ActorId = command.Context.Caller.UserId,
        };
        return new(new TransferResult(transfer, Id, outcome), position, null);
    }

    private Task<CommandResult<PaymentView>> Change<TCommand>(
        CommandContext command, TCommand change, Func<PaymentState?, TCommand, DealView?, Decision<PaymentEvent>> decide) =>
        Change(command, (change, decide), static (state, asked, deal, _) => asked.decide(state, asked.change, deal));

    private async Task<CommandResult<PaymentView>> Change<TCommand>(
        CommandContext command, TCommand change, Func<PaymentState?, TCommand, DealView?, DateTimeOffset, Decision<PaymentEvent>> decide)
    {
        var (_, deal, refusal) = await FindDeal(command.Caller, changes: true);
        return refusal is null
            ? await Execute(command, (change, deal, decide), static (state, asked, now) => asked.decide(state, asked.change, asked.deal, now))
            : new CommandResult<PaymentView>(null, 0, refusal);
    }

    /// <summary>The payment with its deal as the caller sees it; each null when there is none for them. A refusal when that cannot be told now.</summary>
    private async Task<(PaymentState? State, DealView? Deal, Rejection? Refusal)> FindDeal(Caller caller, bool changes)
    {
        try
        {
            var (state, _) = await ReadState();
            if (state is null)
                return (null, null, null);
            var (deal, refusal) = await (changes ? _deals.AskAsync(state.View.DealId, caller) : See(state.View.DealId, caller));
            return (state, deal, refusal);
        }
        catch (StoreUnavailableException)
        {
            return (null, null, NotRead);
        }
    }

    /// <summary>As <see cref="DealQuestions.AskAsync"/>, for who only reads: the deal's totals will not change.</summary>
    private async Task<(DealView? Deal, Rejection? Refusal)> See(Guid dealId, Caller caller)
    {
        var result = await GrainFactory.GetGrain<IDealGrain>(dealId).Get(caller);
        return result.Rejection is { Code: not RejectionCode.NotFound } refusal ? (null, refusal) : (result.Value, null);
    }

    private static CommandResult<PaymentEntry> Entry(CommandResult<PaymentView> result, Func<PaymentView, PaymentEntry> make) =>
        new(result.Value is { } payment ? make(payment) : null, result.Position, result.Rejection);
}
