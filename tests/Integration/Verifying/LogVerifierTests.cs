using Crm.Actors.Contracts.Payments;
using Crm.Actors.IntegrationTests.Payments;
using Crm.Actors.Persistence.Verifying;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Verifying;

/// <summary>What is not as the log says is found, whatever it is; and what is right is not blamed.</summary>
public sealed class LogVerifierTests(PostgresFixture postgres) : IAsyncLifetime
{
    private StoredPayments _payments = null!;
    private Guid _deal;
    private Guid _payment;

    public async ValueTask InitializeAsync()
    {
        _payments = await StoredPayments.CreateAsync(postgres.Server);
        var (deal, other) = (await _payments.DealAsync(), await _payments.DealAsync());
        _deal = deal.Id;
        _payment = (await _payments.CreateAsync(deal, 100)).Value!.Id;
        var income = await _payments.BookAsync(_payment, deal, PaymentEntryKind.Income, 10);
        await _payments.BookAsync(_payment, deal, PaymentEntryKind.Expense, 4);
        await _payments.ReverseAsync(_payment, deal, PaymentEntryKind.Income, income);
        await _payments.FollowAsync();
        // Behind the totals: a move and one more income.
        await _payments.MoveAsync(_payment, deal, other);
        await _payments.BookAsync(_payment, other, PaymentEntryKind.Income, 3);
        await _payments.Database.ExecuteAsync("SELECT crm.recount_pipelines(); SELECT crm.follow_log(1000)");
    }

    public ValueTask DisposeAsync() => _payments.DisposeAsync();

    [Fact]
    public async Task RunAsync_NothingIsWrong_FindsNothing()
    {
        var (verified, found) = await VerifyAsync();

        found.ShouldBeEmpty();
        (verified.Position, verified.Events, verified.Rows).ShouldBe((9, 9, 3));
        await _payments.FollowAsync();
        (await VerifyAsync()).Found.ShouldBeEmpty();
    }

    [Fact]
    public async Task RunAsync_SeveralShares_LookAtTheSame()
    {
        var (verified, found) = await VerifyAsync(statesAtOnce: 1);

        found.ShouldBeEmpty();
        (verified.Position, verified.Events, verified.Rows).ShouldBe((9, 9, 3));
    }

    [Theory]
    [InlineData("UPDATE crm.deals SET title = 'forged' WHERE id = '{deal}'", "deal {deal} version 1")]
    [InlineData("UPDATE crm.deals SET version = 2 WHERE id = '{deal}'", "deal {deal} version 1")]
    [InlineData("DELETE FROM crm.deals WHERE id = '{deal}'", "crm.deals has no row")]
    [InlineData("UPDATE crm.payments SET received = received + 0.01", "payment {payment} version 7 position 9")]
    [InlineData("UPDATE crm.payments SET deal_id = '{deal}'", "crm.payments.deal_id is '{deal}'")]
    [InlineData("UPDATE crm.payments SET entries = entries + 1", "crm.payments.entries is '5', the events give '4'")]
    [InlineData("DELETE FROM crm.payments", "crm.payments has no row")]
    [InlineData("UPDATE crm.payment_incomes SET amount = 10.01 WHERE version = 2", "crm.payment_incomes {payment} version 2")]
    [InlineData("DELETE FROM crm.payment_expenses", "has no row")]
    [InlineData("INSERT INTO crm.payment_expenses SELECT gen_random_uuid(), payment_id, 99, date, amount, currency, method, reference, comment, NULL, actor_id, created_at FROM crm.payment_expenses", "has no event")]
    [InlineData("UPDATE crm.deal_totals SET spent = spent + 0.01 WHERE deal_id = '{deal}'", "crm.deal_totals {deal}")]
    [InlineData("DELETE FROM crm.deal_totals", "crm.deal_totals {deal}")]
    [InlineData("UPDATE events.consumer_watermarks SET version = version - 1 WHERE consumer = 'deal-totals'", "crm.deal_totals {deal}")]
    [InlineData("INSERT INTO crm.pipelines VALUES (gen_random_uuid(), 1, '{\"name\":\"x\",\"stages\":[],\"customFields\":[],\"lostReasons\":[],\"freeFields\":true}', now(), now())", "crm.pipelines has a row that the log does not know")]
    [InlineData("UPDATE crm.pipeline_totals SET count = count + 1", "crm.pipeline_totals")]
    [InlineData("DELETE FROM crm.pipeline_totals", "crm.pipeline_totals")]
    [InlineData("UPDATE crm.deal_list SET title = 'forged' WHERE id = '{deal}'", "crm.deal_list {deal} version 1")]
    [InlineData("DELETE FROM crm.deal_list WHERE id = '{deal}'", "is not in the list")]
    [InlineData("UPDATE crm.deal_list SET pipeline_id = id WHERE id = '{deal}'", "crm.deal_list {deal} version 1")]
    [InlineData("UPDATE crm.deal_list SET since = since + 1 WHERE id = '{deal}'", "crm.deal_list {deal} version 1")]
    [InlineData("INSERT INTO crm.deal_list_fields VALUES ('{deal}', '{deal}', 'forged', 'x', NULL, NULL)", "the field forged is too much")]
    [InlineData("UPDATE crm.deals SET custom_fields = '{\"forged\": 1}' WHERE id = '{deal}'", "the field forged is missing")]
    [InlineData("UPDATE events.feed SET position = position + 1", "events.feed")]
    [InlineData("ALTER TABLE events.log DISABLE TRIGGER ALL; DELETE FROM events.log WHERE position = 4; ALTER TABLE events.log ENABLE ALWAYS TRIGGER log_append_only", "follows position 3")]
    [InlineData("ALTER TABLE events.log DISABLE TRIGGER ALL; UPDATE events.log SET data = '{}' WHERE position = 4; ALTER TABLE events.log ENABLE ALWAYS TRIGGER log_append_only", "cannot be replayed")]
    [InlineData("ALTER TABLE events.log DISABLE TRIGGER ALL; DELETE FROM events.log WHERE position = 9; ALTER TABLE events.log ENABLE ALWAYS TRIGGER log_append_only", "has no event")]
    [InlineData("ALTER TABLE events.log DISABLE TRIGGER ALL; UPDATE events.log SET position = 90 WHERE position = 9; ALTER TABLE events.log ENABLE ALWAYS TRIGGER log_append_only", "events.log - version - position 90: follows position 8")]
    [InlineData("UPDATE crm.payment_incomes SET comment = '' WHERE version = 4", "crm.payment_incomes {payment} version 4")]
    [InlineData("INSERT INTO auth.teams VALUES ('{deal}', 7, 'Ghost', 'ghost', now(), now())", "auth.teams {deal} version 7 position -: has no events")]
    [InlineData("ALTER TABLE events.log DISABLE TRIGGER ALL; UPDATE events.log SET aggregate_type = 'user' WHERE position = 9; ALTER TABLE events.log ENABLE ALWAYS TRIGGER log_append_only", "auth.users {payment} version 7 position 9: has no row")]
    [InlineData("INSERT INTO auth.teams VALUES (gen_random_uuid(), 1, 'Ghost', 'ghost', now(), now())", "a row that the log does not know")]
    public async Task RunAsync_SomethingIsWrong_SaysWhat(string sql, string said)
    {
        await _payments.Database.ExecuteAsync(Put(sql));

        string.Join('\n', (await VerifyAsync()).Found).ShouldContain(Put(said));
        string.Join('\n', (await VerifyAsync(statesAtOnce: 1)).Found).ShouldContain(Put(said));
    }

    [Theory]
    [InlineData("UPDATE crm.payments SET received = received + 0.001", "payment {payment} version 7 position 9: the row cannot be read: ")]
    [InlineData("UPDATE crm.payments SET currency = 'XXX'", "payment {payment} version 7 position 9: the row cannot be read: ")]
    [InlineData("UPDATE crm.payments SET spent = 'NaN'", "payment {payment} version 7 position 9: the row cannot be read: ")]
    [InlineData("UPDATE crm.deals SET currency = 'XXX' WHERE id = '{deal}'", "deal {deal} version 1 position 1: the row cannot be read: ")]
    [InlineData("UPDATE crm.deal_totals SET spent = 'NaN' WHERE deal_id = '{deal}'", "crm.deal_totals {deal} version - position -: the row cannot be read: ")]
    public async Task RunAsync_ARowCannotBeRead_SaysOnlyThat(string sql, string said)
    {
        await _payments.Database.ExecuteAsync(Put(sql));

        $"{(await VerifyAsync()).Found.ShouldHaveSingleItem()}".ShouldStartWith(Put(said));
        $"{(await VerifyAsync(statesAtOnce: 1)).Found.ShouldHaveSingleItem()}".ShouldStartWith(Put(said));
    }

    [Theory]
    [InlineData("SELECT 1")]
    [InlineData("DELETE FROM crm.payments")]
    public async Task RunAsync_EventsCannotBeReplayed_BlamesNoRowForIt(string sql)
    {
        // What is behind the totals, so that these have all that they count.
        await _payments.Database.ExecuteAsync($"ALTER TABLE events.log DISABLE TRIGGER ALL; UPDATE events.log SET schema_version = 7 WHERE position = 9; ALTER TABLE events.log ENABLE ALWAYS TRIGGER log_append_only; {sql}");

        (await VerifyAsync()).Found.ShouldHaveSingleItem().Detail.ShouldContain("cannot be replayed");
    }

    private string Put(string text) => text.Replace("{deal}", $"{_deal}", StringComparison.Ordinal).Replace("{payment}", $"{_payment}", StringComparison.Ordinal);

    private async Task<(Verified Verified, List<Difference> Found)> VerifyAsync(int statesAtOnce = 1_000_000)
    {
        var found = new List<Difference>();
        var verified = await new LogVerifier(new NpgsqlConnectionStringBuilder(_payments.Database.ReaderConnectionString), statesAtOnce).RunAsync(found.Add, CancellationToken.None);
        return (verified, found);
    }
}
