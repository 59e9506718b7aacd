using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Payments;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Payments;

public sealed class StoredPaymentTests(PostgresFixture postgres) : IAsyncLifetime
{
    private StoredPayments _payments = null!;

    public async ValueTask InitializeAsync() => _payments = await StoredPayments.CreateAsync(postgres.Server);

    public ValueTask DisposeAsync() => _payments.DisposeAsync();

    [Fact]
    public async Task Book_IncomesAndExpenses_AreRowsOfTheCommit()
    {
        var deal = await _payments.DealAsync();
        var payment = (await _payments.CreateAsync(deal, 100)).Value!.Id;
        var income = await _payments.BookAsync(payment, deal, PaymentEntryKind.Income, 12.5m);
        await _payments.BookAsync(payment, deal, PaymentEntryKind.Expense, 3);
        (await _payments.ReverseAsync(payment, deal, PaymentEntryKind.Income, income)).Rejection.ShouldBeNull();

        var incomes = (await _payments.Reads.ListEntriesAsync(payment, PaymentEntryKind.Income, 10, null)).Value!.Items;

        incomes.Select(static e => (e.Version, e.Amount, e.Currency, e.Method, e.Comment)).ShouldBe([(2, 12.50m, "EUR", "cash", "größer"), (4, -12.50m, "EUR", "cash", null)]);
        (incomes[0].ReversedBy, incomes[1].Reverses).ShouldBe((incomes[1].Id, income));
        (await _payments.Database.ScalarAsync<string>($"SELECT version || ' ' || received || ' ' || spent || ' ' || entries || ' ' || reversals FROM crm.payments WHERE id = '{payment}'"))
            .ShouldBe("4 0.0000 3.0000 3 1");
        (await _payments.Database.ScalarAsync<long>("SELECT count(*) FROM events.log WHERE aggregate_type = 'payment'")).ShouldBe(4);
    }

    [Fact]
    public async Task Reverse_OneEntryManyTimesAtOnce_IsReversedOnce()
    {
        var deal = await _payments.DealAsync();
        var payment = (await _payments.CreateAsync(deal, 100)).Value!.Id;
        var income = await _payments.BookAsync(payment, deal, PaymentEntryKind.Income, 10);

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _payments.ReverseAsync(payment, deal, PaymentEntryKind.Income, income)));

        results.Count(static r => r.Rejection is null).ShouldBe(1);
        results.ShouldAllBe(static r => r.Rejection == null || r.Rejection.Code == RejectionCode.Unavailable || r.Rejection.Code == RejectionCode.NotAllowedNow);
        (await _payments.Database.ScalarAsync<decimal>("SELECT sum(amount) FROM crm.payment_incomes")).ShouldBe(0);
    }

    [Theory]
    [InlineData(PaymentEntryKind.Income, "crm.payment_incomes")]
    [InlineData(PaymentEntryKind.Expense, "crm.payment_expenses")]
    public async Task Insert_SecondReversalOfAnEntry_IsRefusedByTheDatabase(PaymentEntryKind kind, string table)
    {
        var deal = await _payments.DealAsync();
        var payment = (await _payments.CreateAsync(deal, 100)).Value!.Id;
        var entry = await _payments.BookAsync(payment, deal, kind, 10);
        (await _payments.ReverseAsync(payment, deal, kind, entry)).Rejection.ShouldBeNull();

        (await Should.ThrowAsync<PostgresException>(() => _payments.Database.ExecuteAsync(
            $"INSERT INTO {table} SELECT gen_random_uuid(), payment_id, version, date, amount, currency, method, reference, comment, reverses, actor_id, created_at "
            + $"FROM {table} WHERE reverses IS NOT NULL"))).SqlState.ShouldBe(PostgresErrorCodes.UniqueViolation);
    }

    [Fact]
    public async Task Balance_AlsoWhileTotalsAreBehind_IsEqual()
    {
        var (deal, other) = (await _payments.DealAsync(), await _payments.DealAsync());
        var payment = (await _payments.CreateAsync(deal, 100)).Value!.Id;
        await _payments.BookAsync(payment, deal, PaymentEntryKind.Income, 10);
        (await BalanceAsync(deal.Id)).ShouldBe("2 pending, equal: ");
        await _payments.FollowAsync();
        (await BalanceAsync(deal.Id)).ShouldBe("0 pending, equal: EUR 100.00 10.00 0.00");

        await _payments.BookAsync(payment, deal, PaymentEntryKind.Expense, 1);
        (await BalanceAsync(deal.Id)).ShouldBe("1 pending, equal: EUR 100.00 10.00 0.00");
        await _payments.MoveAsync(payment, deal, other);
        (await BalanceAsync(deal.Id)).ShouldBe("3 pending, equal: EUR 100.00 10.00 0.00");
        (await BalanceAsync(other.Id)).ShouldBe("3 pending, equal: ");
        await _payments.FollowAsync();
        (await BalanceAsync(deal.Id)).ShouldBe("0 pending, equal: ");
        (await BalanceAsync(other.Id)).ShouldBe("0 pending, equal: EUR 100.00 10.00 1.00");

        await _payments.Database.ExecuteAsync($"UPDATE crm.deal_totals SET received = received + 0.01 WHERE deal_id = '{other.Id}'");
        (await BalanceAsync(other.Id)).ShouldBe("0 pending, NOT equal: EUR 100.00 10.01 1.00");
        await _payments.Database.ExecuteAsync("SELECT crm.recount_deal_totals()");
        (await BalanceAsync(other.Id)).ShouldBe("0 pending, equal: EUR 100.00 10.00 1.00");
    }

    [Fact]
    public async Task Balance_Currencies_AreNeverMixed()
    {
        var deal = await _payments.DealAsync();
        var (euros, yen) = ((await _payments.CreateAsync(deal, 100)).Value!.Id, (await _payments.CreateAsync(deal, 7000, "JPY")).Value!.Id);
        await _payments.BookAsync(euros, deal, PaymentEntryKind.Income, 0.01m);
        await _payments.BookAsync(yen, deal, PaymentEntryKind.Expense, 500);
        await _payments.FollowAsync();

        (await BalanceAsync(deal.Id)).ShouldBe("0 pending, equal: EUR 100.00 0.01 0.00; JPY 7000 0 500");
    }

    [Fact]
    public async Task ListAsync_PaymentsAndEntries_OldestFirstInPages()
    {
        var deal = await _payments.DealAsync();
        var ids = new List<Guid>();
        for (var i = 0; i < 5; i++)
            ids.Add((await _payments.CreateAsync(deal, i)).Value!.Id);
        await _payments.CreateAsync(await _payments.DealAsync(), 9);
        for (var i = 0; i < 5; i++)
            await _payments.BookAsync(ids[0], deal, PaymentEntryKind.Income, i + 1);

        var first = (await _payments.Reads.ListAsync(deal.Id, 3, null)).Value!;
        var second = (await _payments.Reads.ListAsync(deal.Id, 3, first.NextCursor)).Value!;
        first.Items.Concat(second.Items).Select(static p => p.Id).ShouldBe(ids);
        second.NextCursor.ShouldBeNull();
        var some = (await _payments.Reads.ListEntriesAsync(ids[0], PaymentEntryKind.Income, 3, null)).Value!;
        var rest = (await _payments.Reads.ListEntriesAsync(ids[0], PaymentEntryKind.Income, 3, some.NextCursor)).Value!;
        some.Items.Concat(rest.Items).Select(static e => e.Amount).ShouldBe([1, 2, 3, 4, 5]);
        rest.NextCursor.ShouldBeNull();
        (await _payments.Reads.ListAsync(deal.Id, 3, "no cursor")).Rejection!.Errors.ShouldHaveSingleItem().Pointer.ShouldBe("#/cursor");
        (await _payments.Reads.FindEntryAsync(ids[1], PaymentEntryKind.Income, some.Items[0].Id)).ShouldBeNull("It is another payment's.");
    }

    private async Task<string> BalanceAsync(Guid deal)
    {
        var balance = await _payments.Reads.BalanceAsync(deal, verify: true);
        return $"{balance.Pending} pending, {(balance.Verification!.IsEqual ? "" : "NOT ")}equal: {string.Join("; ", balance.Totals.Select(static t => $"{t.Currency} {t.Expected} {t.Received} {t.Spent}"))}";
    }
}
