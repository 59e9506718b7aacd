using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Payments;
using Crm.Actors.IntegrationTests.EventStore;
using Crm.Actors.IntegrationTests.Payments;
using Crm.Actors.Persistence.Verifying;
using Npgsql;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Verifying;

/// <summary>An entry that is otherwise than its event is found in either table, also when all sums are right; and nothing else is blamed.</summary>
public sealed class EntriesVerifyingTests(PostgresFixture postgres) : IAsyncLifetime
{
    private StoredPayments _payments = null!;
    private Guid _one;
    private Guid _other;

    public static TheoryData<string, string, int, string> Wrongs
    {
        get
        {
            var wrongs = new TheoryData<string, string, int, string>();
            foreach (var kind in (string[])["income", "expense"])
            {
                foreach (var (sql, count, said) in Cases)
                    wrongs.Add(kind, sql, count, said);
            }

            return wrongs;
        }
    }

    private static (string Sql, int Count, string Said)[] Cases =>
    [
        ("UPDATE {table} t SET amount = o.amount FROM {table} o WHERE t.payment_id = '{one}' AND o.payment_id = '{one}' AND t.version IN ({first}, {second}) AND o.version IN ({first}, {second}) AND o.version <> t.version", 2, "{one} version {second}"),
        ("UPDATE {table} SET payment_id = CASE payment_id WHEN '{one}' THEN '{other}'::uuid ELSE '{one}'::uuid END WHERE version = {first}", 2, "{other} version {first}"),
        ("UPDATE {table} SET comment = 'grosser' WHERE {entry}", 1, "is otherwise in its event"),
        ("UPDATE {table} SET comment = NULL WHERE {entry}", 1, "is otherwise in its event"),
        ("UPDATE {table} SET method = 'cashR', reference = '-1' WHERE {entry}", 1, "is otherwise in its event"),
        ("UPDATE {table} SET method = reference, reference = method WHERE {entry}", 1, "is otherwise in its event"),
        ("UPDATE {table} SET amount = amount + 0.0001 WHERE {entry}", 1, "is otherwise in its event"),
        ("UPDATE {table} SET amount = 'NaN' WHERE {entry}", 1, "is otherwise in its event"),
        ("UPDATE {table} SET currency = 'USD' WHERE {entry}", 1, "is otherwise in its event"),
        ("UPDATE {table} SET date = date + 1 WHERE {entry}", 1, "is otherwise in its event"),
        ("UPDATE {table} SET date = 'infinity' WHERE {entry}", 1, "is otherwise in its event"),
        ("UPDATE {table} SET created_at = created_at + interval '1 microsecond' WHERE {entry}", 1, "is otherwise in its event"),
        ("UPDATE {table} SET actor_id = gen_random_uuid() WHERE {entry}", 1, "is otherwise in its event"),
        ("UPDATE {table} SET version = 98 WHERE {entry}", 1, "is otherwise in its event"),
        ("UPDATE {table} SET amount = -amount, reverses = gen_random_uuid() WHERE {entry}", 1, "is otherwise in its event"),
        ("UPDATE {table} SET id = gen_random_uuid() WHERE {entry}", 2, "has no event"),
        ("DELETE FROM {table} WHERE {entry}", 1, "has no row"),
        ("DELETE FROM {table}", 4, "has no row"),
        ("INSERT INTO {table} SELECT gen_random_uuid(), payment_id, 99, date, amount, currency, method, reference, comment, NULL, actor_id, created_at FROM {table} WHERE {entry}", 1, "has no event"),
        ("INSERT INTO {table} SELECT gen_random_uuid(), gen_random_uuid(), 2, date, amount, currency, method, reference, comment, NULL, actor_id, created_at FROM {table} WHERE {entry}", 1, "has no event"),
        // Whom the row is with now has it too much.
        ("UPDATE {table} SET payment_id = '{other}' WHERE {entry}", 2, "is otherwise in its event"),
        ("UPDATE {table} SET payment_id = gen_random_uuid() WHERE {entry}", 2, "has other entries than the events give"),
    ];

    public async ValueTask InitializeAsync()
    {
        _payments = await StoredPayments.CreateAsync(postgres.Server);
        var deal = await _payments.DealAsync();
        _one = await PaymentAsync(deal);
        _other = await PaymentAsync(deal);
        await _payments.FollowAsync();
        await _payments.Database.ExecuteAsync("SELECT crm.recount_pipelines(); SELECT crm.follow_log(1000)");
    }

    public ValueTask DisposeAsync() => _payments.DisposeAsync();

    [Theory]
    [MemberData(nameof(Wrongs))]
    public async Task RunAsync_AnEntryIsWrong_SaysWhich(string kind, string sql, int count, string said)
    {
        await _payments.Database.ExecuteAsync(Put(kind, sql));

        foreach (var statesAtOnce in (int[])[1_000_000, 1])
        {
            var found = await VerifyAsync(statesAtOnce);

            found.Count.ShouldBe(count, string.Join('\n', found));
            found.ShouldAllBe(difference => difference.What == TableOf(kind));
            string.Join('\n', found).ShouldContain(Put(kind, said));
        }
    }

    [Theory]
    [InlineData("income")]
    [InlineData("expense")]
    public async Task RunAsync_AnEventSaysAnotherComment_SaysWhich(string kind)
    {
        await ForgeAsync(Put(kind, "UPDATE events.log SET data = replace(data::text, 'größer', 'grosser')::json WHERE aggregate_id = '{one}' AND version = {first}"));

        var found = (await VerifyAsync()).ShouldHaveSingleItem();

        $"{found}".ShouldContain(Put(kind, "{table} {one} version {first}"));
        found.Detail.ShouldEndWith(" is otherwise in its event");
    }

    [Fact]
    public async Task RunAsync_EventsThatCannotBeReplayed_EntriesBehindThemAreCompared()
    {
        await ForgeAsync($"UPDATE events.log SET schema_version = 7 WHERE aggregate_id = '{_one}' AND version = 2");
        (await VerifyAsync()).Where(static difference => difference.What.StartsWith("crm.payment_", StringComparison.Ordinal)).ShouldBeEmpty();

        await _payments.Database.ExecuteAsync(Put("expense", "DELETE FROM {table} WHERE {entry}"));

        (await VerifyAsync()).ShouldContain(difference => difference.What == "crm.payment_expenses" && difference.Id == _one && difference.Detail.EndsWith(" has no row", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_AnEventGivesAnotherPaymentItsEntries_SaysSo()
    {
        await ForgeAsync($"UPDATE events.log SET data = replace(data::text, '{_one}', '{StoredDeals.NewId()}')::json WHERE aggregate_id = '{_one}' AND version = 1");

        (await VerifyAsync()).ShouldContain(difference => difference.What == "crm.payment_incomes" && difference.Id == _one && difference.Detail == "has other entries than the events give");
    }

    [Theory]
    [InlineData("income")]
    [InlineData("expense")]
    public async Task RunAsync_AnEventHasNoAmount_SaysThatAndComparesTheOthers(string kind)
    {
        await ForgeAsync(Put(kind, "UPDATE events.log SET data = jsonb_set(data::jsonb, '{entry,amount}', '\"abc\"')::json WHERE aggregate_id = '{one}' AND version = {first}"));
        await _payments.Database.ExecuteAsync(Put(kind, "DELETE FROM {table} WHERE payment_id = '{other}' AND version = {first}; UPDATE events.feed SET position = position + 1"));

        foreach (var statesAtOnce in (int[])[1_000_000, 1])
        {
            var said = string.Join('\n', await VerifyAsync(statesAtOnce));

            said.ShouldContain(Put(kind, "{table} {one} version - position -: its entries cannot be compared: "));
            said.ShouldContain(Put(kind, "{table} {other} version {first}"));
            said.ShouldContain(" has no row");
            // What is looked at behind the entries, too.
            said.ShouldContain("events.feed");
        }
    }

    /// <summary>With two incomes, then two expenses.</summary>
    private async Task<Guid> PaymentAsync(DealView deal)
    {
        var id = (await _payments.CreateAsync(deal, 100)).Value!.Id;
        foreach (var kind in (PaymentEntryKind[])[PaymentEntryKind.Income, PaymentEntryKind.Expense])
        {
            await _payments.BookAsync(id, deal, kind, 10);
            await _payments.BookAsync(id, deal, kind, 3);
        }

        return id;
    }

    /// <summary>Changes the log, which takes no changes.</summary>
    private Task ForgeAsync(string sql) => _payments.Database.ExecuteAsync(
        $"ALTER TABLE events.log DISABLE TRIGGER ALL; {sql}; ALTER TABLE events.log ENABLE ALWAYS TRIGGER log_append_only");

    private string Put(string kind, string text)
    {
        var (first, second) = kind == "income" ? (2, 3) : (4, 5);
        return text.Replace("{entry}", $"payment_id = '{{one}}' AND version = {first}", StringComparison.Ordinal)
            .Replace("{table}", TableOf(kind), StringComparison.Ordinal)
            .Replace("{one}", $"{_one}", StringComparison.Ordinal)
            .Replace("{other}", $"{_other}", StringComparison.Ordinal)
            .Replace("{first}", $"{first}", StringComparison.Ordinal)
            .Replace("{second}", $"{second}", StringComparison.Ordinal);
    }

    private static string TableOf(string kind) => $"crm.payment_{kind}s";

    private async Task<List<Difference>> VerifyAsync(int statesAtOnce = 1_000_000)
    {
        var found = new List<Difference>();
        await new LogVerifier(new NpgsqlConnectionStringBuilder(_payments.Database.ReaderConnectionString), statesAtOnce).RunAsync(found.Add, CancellationToken.None);
        return found;
    }
}
