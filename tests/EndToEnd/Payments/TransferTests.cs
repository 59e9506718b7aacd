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
        var deal = (await fixture.Client.CreateDealAsync("transfer", $"{point}-deal")).Id;
        var (from, to) = (await PaymentAsync(deal, $"{point}-from"), await PaymentAsync(deal, $"{point}-to"));
        var income = await PostAsync($"{from}/incomes", """{"date":"2026-05-30","amount":"100.10","reference":"INV-7"}""", $"{point}-income");
        var silo = fixture.System.Silos[0];
        var arms = new Queue<string>([$"{point}:1"]);
        silo.Faults = () => arms.TryDequeue(out var fault) ? fault : "";
        await silo.KillAsync();
        silo.Start();
        await fixture.System.UntilReadyAsync();
        var restarts = silo.Restarts;

        var path = $"{from}/incomes/{income.GetProperty("id").GetString()}/transfer";
        var body = $$"""{"paymentId":"{{to[^36..]}}"}""";
        var transfer = await PostAsync(path, body, $"{point}-transfer");

        (silo.Restarts - restarts).ShouldBe(point == "nowhere" ? 0 : 1, "It died once.");
        await Condition.WaitAsync(
            async () => Received(await GetAsync(to)) == "100.10" && await PendingAsync() == 0, Patience, () => "the entry is booked on the other payment");
        Received(await GetAsync(from)).ShouldBe("0.00");
        var booked = (await GetAsync($"{to}/incomes")).GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        (booked.GetProperty("id").GetString(), booked.GetProperty("reference").GetString()).ShouldBe((transfer.GetProperty("id").GetString(), "INV-7"));
        var again = await PostAsync(path, body, $"{point}-transfer");
        (again.GetProperty("outcome").GetString(), again.GetProperty("id").GetString()).ShouldBe(("completed", transfer.GetProperty("id").GetString()));
        (await GetAsync(from)).GetProperty("version").GetInt64().ShouldBe(5, "Created, income, reversal, transfer started and ended: once each.");
        (await fixture.System.SiloCommandAsync("verify")).ShouldContain(": 0 differences");
        silo.Faults = null;
    }

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
