using System.Text.Json;
using Crm.Actors.EndToEndTests.Support;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Payments;

/// <summary>An entry that goes from one payment to another is in exactly one of them, whichever step the silo dies after.</summary>
[Collection(SystemTests.Name)]
public sealed class TransferTests(SystemFixture fixture)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Theory]
    [InlineData("nowhere")]
    [InlineData("transfer-started")]
    [InlineData("transfer-decided")]
    [InlineData("transfer-ended")]
    public async Task Transfer_SiloDiesAfterAStep_IsEndedOnce(string point)
    {
        var (from, to, income) = await PaymentsAsync(point);
        var silo = fixture.System.Silos[0];
        var restarts = await ArmAsync(silo, point);

        var path = $"{from}/incomes/{income}/transfer";
        var body = $$"""{"paymentId":"{{to[^36..]}}"}""";
        var transfer = await PostAsync(path, body, $"{point}-transfer");

        (silo.Restarts - restarts).ShouldBe(point == "nowhere" ? 0 : 1, "It died once.");
        var booked = await EndedAsync(from, to);
        (booked.GetProperty("id").GetString(), booked.GetProperty("reference").GetString()).ShouldBe((transfer.GetProperty("id").GetString(), "INV-7"));
        var again = await PostAsync(path, body, $"{point}-transfer");
        (again.GetProperty("outcome").GetString(), again.GetProperty("id").GetString()).ShouldBe(("completed", transfer.GetProperty("id").GetString()));
        (await GetAsync(from)).GetProperty("version").GetInt64().ShouldBe(5, "Created, income, reversal, transfer started and ended: once each.");
        (await fixture.System.SiloCommandAsync("verify")).ShouldContain(": 0 differences");
        silo.Faults = null;
    }

    /// <summary>The client does not ask again, so nobody but the silo carries the word.</summary>
    [Theory]
    [InlineData("transfer-started")]
    [InlineData("transfer-decided")]
    public async Task Transfer_SiloDiesAndNobodyAsksAgain_IsEndedAllTheSame(string point)
    {
        var (from, to, income) = await PaymentsAsync($"{point}-alone");
        var silo = fixture.System.Silos[0];
        var restarts = await ArmAsync(silo, point);

        // To be told "retry" may also mean that nothing has begun.
        do
        {
            var answer = await fixture.Client.TrySendAsync(HttpMethod.Post, $"{from}/incomes/{income}/transfer", $$"""{"paymentId":"{{to[^36..]}}"}""", null);
            (answer is null or { IsRetryable: true }).ShouldBeTrue($"{answer}");
        }
        while (await StartedAsync(from) == 0);

        await Condition.WaitAsync(() => silo.Restarts > restarts, Patience, () => "the silo dies");
        await fixture.System.UntilReadyAsync();
        await EndedAsync(from, to);
        (await GetAsync(from)).GetProperty("version").GetInt64().ShouldBe(5, "Created, income, reversal, transfer started and ended: once each.");
        silo.Faults = null;
    }

    /// <summary>Two payments of one deal, the first with an income.</summary>
    private async Task<(string From, string To, string? Income)> PaymentsAsync(string key)
    {
        var deal = (await fixture.Client.CreateDealAsync("transfer", $"{key}-deal")).Id;
        var (from, to) = (await PaymentAsync(deal, $"{key}-from"), await PaymentAsync(deal, $"{key}-to"));
        var income = await PostAsync($"{from}/incomes", """{"date":"2026-05-30","amount":"100.10","reference":"INV-7"}""", $"{key}-income");
        return (from, to, income.GetProperty("id").GetString());
    }

    /// <summary>Starts the silo anew, to die once after the step.</summary>
    /// <returns>How often it has died so far.</returns>
    private async Task<int> ArmAsync(SiloHandle silo, string point)
    {
        var arms = new Queue<string>([$"{point}:1"]);
        silo.Faults = () => arms.TryDequeue(out var fault) ? fault : "";
        await silo.KillAsync();
        silo.Start();
        await fixture.System.UntilReadyAsync();
        return silo.Restarts;
    }

    /// <returns>The entry, which is there and nowhere else.</returns>
    private async Task<JsonElement> EndedAsync(string from, string to)
    {
        await Condition.WaitAsync(
            async () => Received(await GetAsync(to)) == "100.10" && await PendingAsync() == 0, Patience, () => "the entry is booked on the other payment");
        Received(await GetAsync(from)).ShouldBe("0.00");
        return (await GetAsync($"{to}/incomes")).GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
    }

    private Task<long> StartedAsync(string from) =>
        fixture.System.Database.ScalarAsync<long>($"SELECT count(*) FROM events.log WHERE type = 'deal.payment.transfer.started' AND aggregate_id = '{from[^36..]}'");

    private Task<long> PendingAsync() => fixture.System.Database.ScalarAsync<long>("SELECT count(*) FROM crm.payments WHERE transfers <> '[]'");

    private static string? Received(JsonElement payment) => payment.GetProperty("received").GetString();

    private async Task<string> PaymentAsync(Guid deal, string key) =>
        $"/api/v1/payments/{(await PostAsync($"/api/v1/deals/{deal}/payments", """{"title":"Part","plannedAmount":"500","currency":"EUR"}""", key)).GetProperty("id").GetString()}";

    private async Task<JsonElement> GetAsync(string path) => await AcceptedAsync(fixture.Other.GetUntilAnsweredAsync(path));

    private async Task<JsonElement> PostAsync(string path, string json, string key) => await AcceptedAsync(fixture.Client.SendUntilAnsweredAsync(HttpMethod.Post, path, json, key));

    private static async Task<JsonElement> AcceptedAsync(Task<Answer> sent)
    {
        var answer = await sent;
        answer.IsAccepted.ShouldBeTrue($"{answer}");
        return answer.Json;
    }
}
