using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Payments;
using Crm.Actors.Grains.Kernel;
using Orleans.Concurrency;

namespace Crm.Actors.Grains.Payments;

/// <summary>Passes queries on to the silo's database, after the deal, or the payment, has said whether the caller sees it.</summary>
[StatelessWorker, Reentrant]
public sealed class PaymentQueriesGrain(IPaymentReads reads, TimeProvider clock) : Grain, IPaymentQueriesGrain
{
    private const int Tries = 4;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);

    /// <inheritdoc/>
    public Task<CommandResult<PaymentPage>> List(ListPayments query) => Answer(
        GrainFactory.GetGrain<IDealGrain>(query.DealId).Get(query.Caller), () => reads.ListAsync(query.DealId, query.Limit, query.Cursor));

    /// <inheritdoc/>
    public Task<CommandResult<PaymentEntryPage>> ListEntries(ListPaymentEntries query) => Answer(
        GrainFactory.GetGrain<IPaymentGrain>(query.PaymentId).Get(query.Caller),
        () => reads.ListEntriesAsync(query.PaymentId, query.Kind, query.Limit, query.Cursor));

    /// <inheritdoc/>
    public Task<CommandResult<PaymentEntry>> GetEntry(GetPaymentEntry query) => Answer(
        GrainFactory.GetGrain<IPaymentGrain>(query.PaymentId).Get(query.Caller),
        async () => await reads.FindEntryAsync(query.PaymentId, query.Kind, query.EntryId) is { } entry
            ? new CommandResult<PaymentEntry>(entry, 0, null)
            : new CommandResult<PaymentEntry>(null, 0, Rejections.NotFound));

    /// <inheritdoc/>
    public Task<CommandResult<DealBalance>> Balance(GetDealBalance query) => Answer(
        GrainFactory.GetGrain<IDealGrain>(query.DealId).Get(query.Caller),
        async () =>
        {
            var balance = await reads.BalanceAsync(query.DealId, query.Verify);
            // A payment that was moved twice in a moment is looked for where it is not: see ADR 20.
            for (var tries = 1; tries < Tries && balance.Verification is { IsEqual: false }; tries++)
            {
                await Task.Delay(Pause, clock);
                balance = await reads.BalanceAsync(query.DealId, query.Verify);
            }

            return new CommandResult<DealBalance>(balance, balance.Position, null);
        });

    /// <param name="owner">What the object that is asked about says to the caller.</param>
    /// <param name="read">Reads when they see it.</param>
    private static async Task<CommandResult<T>> Answer<TOwner, T>(Task<CommandResult<TOwner>> owner, Func<Task<CommandResult<T>>> read)
        where TOwner : class
        where T : class
    {
        var seen = await owner;
        if (seen.Rejection is { } rejection)
            return new(null, 0, rejection);
        try
        {
            var result = await read();
            return result.Rejection is null && result.Position == 0 ? result with { Position = seen.Position } : result;
        }
        catch (StoreUnavailableException)
        {
            return new(null, 0, Rejections.Unavailable);
        }
    }
}
