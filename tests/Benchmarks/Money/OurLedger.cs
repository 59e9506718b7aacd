using Crm.Actors.Benchmarks.Edits;
using Crm.Actors.Benchmarks.Edits.Ours;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Payments;
using Crm.Actors.Contracts.Users;
using Crm.Actors.TestKit.Postgres;

namespace Crm.Actors.Benchmarks.Money;

/// <summary>The product: incomes of the payments of one deal, with the totals of the deal kept through the streams meanwhile.</summary>
internal sealed class OurLedger(TestDatabase database, SiloInProcess silo) : IEditor
{
    private const int PaymentCount = 16;
    private static readonly Caller Caller = new(new Guid("00000000-0000-7000-8000-000000000001"), [RoleNames.Administrator], [], "en", null);
    private static readonly DateOnly Date = new(2026, 3, 1);

    private IPaymentGrain[] _payments = [];
    private Guid _deal;

    public string Name => "ours";

    public static async Task<OurLedger> StartAsync(TestDatabase database) => new(database, await SiloInProcess.StartAsync(SiloUrls.Of(database), withStreams: true));

    public async Task CreateAsync(IReadOnlyList<Guid> deals)
    {
        _deal = deals[0];
        Accepted((await silo.Grains.GetGrain<IDealGrain>(_deal).Create(new CreateDeal(Context("deal", _deal), "A deal with payments"))).Rejection);
        _payments = [.. EditSource.Deals(PaymentCount, 77).Select(id => silo.Grains.GetGrain<IPaymentGrain>(id))];
        foreach (var payment in _payments)
        {
            var id = payment.GetPrimaryKey();
            Accepted((await payment.Create(new CreatePayment(Context($"payment {id}", id), _deal, "A payment", 0, "EUR"))).Rejection);
        }
    }

    public async Task EditAsync(Edit edit)
    {
        var book = new BookPaymentEntry(Context(edit.Key, edit.RequestHash), edit.RequestHash, PaymentEntryKind.Income, Date, edit.Amount + 0.01m);
        Accepted((await _payments[edit.Number % PaymentCount].Book(book)).Rejection);
    }

    public Task<long> CountAsync() => database.ScalarAsync<long>("SELECT count(*) FROM crm.payment_incomes");

    /// <summary>Waits until the totals have everything.</summary>
    /// <returns>Whether they are what the entries come to.</returns>
    public async Task<bool> SettleAsync()
    {
        var grain = silo.Grains.GetGrain<IPaymentQueriesGrain>(0);
        while (true)
        {
            var balance = (await grain.Balance(new GetDealBalance(Caller, _deal, Verify: true))).Value ?? throw new InvalidOperationException("There is no balance.");
            if (balance.Pending == 0)
                return balance.Verification!.IsEqual;
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await silo.DisposeAsync();
        await database.DisposeAsync();
    }

    private static CommandContext Context(string key, Guid hash) => new(Caller, key, hash, null);

    private static void Accepted(Rejection? rejection)
    {
        if (rejection is not null)
            throw new InvalidOperationException($"{rejection.Code}: {rejection.Detail}");
    }
}
