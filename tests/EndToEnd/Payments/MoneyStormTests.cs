using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Crm.Actors.EndToEndTests.Support;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Payments;

/// <summary>Two hundred writers on the payments of one deal while silo and PostgreSQL are killed with kill -9: exact to the last cent.</summary>
[Collection(SystemTests.Name)]
public sealed class MoneyStormTests(SystemFixture fixture)
{
    private const int Writers = 200;
    private const int Payments = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly ConcurrentDictionary<string, (string Payment, decimal Amount)> _acknowledged = new();
    private volatile bool _stop;

    [Fact]
    public async Task Incomes_WhileSiloAndDatabaseAreKilled_AreThereOnceAndAddUp()
    {
        var deal = (await fixture.Client.CreateDealAsync("money storm", "money-storm")).Id;
        var payments = new List<string>();
        for (var i = 0; i < Payments; i++)
        {
            var answer = await fixture.Client.SendUntilAnsweredAsync(
                HttpMethod.Post, $"/api/v1/deals/{deal}/payments", """{"title":"Part","plannedAmount":"100","currency":"EUR"}""", $"money-storm-{i}");
            payments.Add(answer.Id.ToString());
        }

        var writers = Enumerable.Range(0, Writers).Select(writer => Task.Run(() => WriteAsync(payments, writer))).ToList();
        for (var round = 0; round < 2; round++)
        {
            await MoreAsync(writers, 1000);
            await fixture.System.Silos[0].KillAsync();
            fixture.System.Silos[0].Start();
            await MoreAsync(writers, 1000);
            await fixture.System.Postgres.KillAsync();
            await fixture.System.Postgres.StartAsync();
        }

        await MoreAsync(writers, 1000);
        _stop = true;
        await Task.WhenAll(writers);

        var received = _acknowledged.Values.Sum(static a => a.Amount);
        (await fixture.System.Database.ScalarAsync<long>($"SELECT count(*) FROM crm.payment_incomes e JOIN crm.payments p ON p.id = e.payment_id WHERE p.deal_id = '{deal}'"))
            .ShouldBe(_acknowledged.Count, "Every acknowledged income is there, and none twice.");
        foreach (var group in _acknowledged.Values.GroupBy(static a => a.Payment))
        {
            var payment = await fixture.Client.GetUntilAnsweredAsync($"/api/v1/payments/{group.Key}");
            payment.Json.GetProperty("received").GetString().ShouldBe(Text(group.Sum(static a => a.Amount)));
            payment.Version.ShouldBe(group.Count() + 1);
        }

        var balance = "";
        await Condition.WaitAsync(
            async () => (balance = (await fixture.Other.GetUntilAnsweredAsync($"/api/v1/deals/{deal}/balance?verify=true")).Text).Contains("\"pending\":0", StringComparison.Ordinal),
            Patience,
            () => $"no event pending: {balance}");
        balance.ShouldContain("\"equal\":true");
        balance.ShouldContain($"\"received\":\"{Text(received)}\"");
    }

    private async Task WriteAsync(List<string> payments, int writer)
    {
        for (var i = 0; !_stop; i++)
        {
            var (key, payment, amount) = ($"money-storm-{writer}-{i}", payments[(writer + i) % Payments], (writer * 31 + i * 7) % 9999 / 100m + 0.01m);
            var client = writer % 2 == 0 ? fixture.Client : fixture.Other;
            var answer = await client.SendUntilAnsweredAsync(
                HttpMethod.Post, $"/api/v1/payments/{payment}/incomes", $$"""{"date":"2026-05-30","amount":"{{Text(amount)}}"}""", key);
            if (answer.Status != HttpStatusCode.Created)
                throw new InvalidOperationException($"{key} was refused: {answer}");
            _acknowledged[key] = (payment, amount);
        }
    }

    private Task MoreAsync(List<Task> writers, int incomes)
    {
        var target = _acknowledged.Count + incomes;
        return Condition.WaitAsync(() => _acknowledged.Count >= target || writers.Exists(static w => w.IsFaulted), Patience, () => $"{target} incomes, but {_acknowledged.Count}");
    }

    private static string Text(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);
}
