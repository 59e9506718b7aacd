using System.Net;
using System.Text.Json;
using Crm.Actors.EndToEndTests.Support;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Payments;

/// <summary>Money of deals: planned, booked, reversed, moved, and always adding up.</summary>
[Collection(SystemTests.Name)]
public sealed class PaymentTests(SystemFixture fixture)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Payments_BookedReversedAndMoved_AddUp_AlsoAfterARestart()
    {
        // The tests before may have killed what they like.
        var errors = fixture.System.Errors.ToHashSet(StringComparer.Ordinal);
        var deal = (await fixture.Client.CreateDealAsync("money", "money-deal")).Id;
        var other = (await fixture.Client.CreateDealAsync("other money", "money-other")).Id;
        var payment = await PostAsync($"/api/v1/deals/{deal}/payments", """{"title":"First half","plannedAmount":"500","currency":"EUR","plannedDate":"2026-06-01"}""", "money-1");
        Shown(payment, "plannedAmount", "received", "spent").ShouldBe("500.00 0.00 0.00");
        var path = $"/api/v1/payments/{payment.GetProperty("id").GetString()}";
        var first = await PostAsync($"{path}/incomes", """{"date":"2026-05-30","amount":"100.10","currency":"EUR","method":"transfer","reference":"INV-7"}""", "money-2");
        await PostAsync($"{path}/incomes", """{"date":"2026-05-31","amount":200}""", "money-3");
        await PostAsync($"{path}/expenses", """{"date":"2026-05-31","amount":"20.05","comment":"bank"}""", "money-4");
        (await PostAsync($"{path}/incomes", """{"date":"2026-05-31","amount":200}""", "money-3")).GetProperty("version").GetInt64().ShouldBe(3, "The first answer again.");
        await TotalsAsync(deal, "EUR 500.00 300.10 20.05 280.05");

        var entry = $"{path}/incomes/{first.GetProperty("id").GetString()}";
        var reversal = await AcceptedAsync(fixture.Other.SendUntilAnsweredAsync(HttpMethod.Delete, entry, """{"comment":"wrong deal"}""", "money-5"));
        Shown(reversal, "amount", "reverses", "kind", "comment").ShouldBe($"-100.10 {first.GetProperty("id").GetString()} income wrong deal");
        (await AcceptedAsync(fixture.Client.SendUntilAnsweredAsync(HttpMethod.Delete, entry, """{"comment":"wrong deal"}""", "money-5"))).GetRawText().ShouldBe(reversal.GetRawText());
        (await fixture.Client.SendUntilAnsweredAsync(HttpMethod.Delete, entry, null, "money-6")).Status.ShouldBe(HttpStatusCode.Conflict);
        var reversed = (await AcceptedAsync(fixture.Client.GetUntilAnsweredAsync(entry))).GetProperty("reversedBy").GetString();
        reversed.ShouldBe(reversal.GetProperty("id").GetString());
        (await fixture.Client.SendUntilAnsweredAsync(HttpMethod.Delete, path, null, "money-7")).Status.ShouldBe(HttpStatusCode.Conflict, "It has entries that stand.");
        await TotalsAsync(deal, "EUR 500.00 200.00 20.05 179.95");

        await fixture.System.Silos[0].KillAsync();
        fixture.System.Silos[0].Start();
        await fixture.System.UntilReadyAsync();
        (await fixture.Client.SendUntilAnsweredAsync(HttpMethod.Delete, entry, null, "money-8")).Status.ShouldBe(HttpStatusCode.Conflict, "Its row says that it is reversed.");
        var entries = (await AcceptedAsync(fixture.Client.GetUntilAnsweredAsync($"{path}/incomes"))).GetProperty("items").EnumerateArray().ToList();
        entries.Select(static e => e.GetProperty("amount").GetString()).ShouldBe(["100.10", "200.00", "-100.10"]);
        await TotalsAsync(deal, "EUR 500.00 200.00 20.05 179.95");

        await PostAsync($"{path}/move", $$"""{"dealId":"{{other}}"}""", "money-9");
        await TotalsAsync(deal);
        await TotalsAsync(other, "EUR 500.00 200.00 20.05 179.95");
        (await AcceptedAsync(fixture.Client.GetUntilAnsweredAsync($"/api/v1/deals/{deal}/payments"))).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await AcceptedAsync(fixture.Client.GetUntilAnsweredAsync($"/api/v1/deals/{other}/payments"))).GetProperty("items")[0].GetProperty("received").GetString().ShouldBe("200.00");
        (await fixture.Client.GetUntilAnsweredAsync($"/api/v1/deals/{other}")).Version.ShouldBe(1, "Totals are no part of the deal's version.");
        fixture.System.Errors.Where(line => !errors.Contains(line)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Payments_OfADeal_AreOnItsStream_AlsoFromTheLog()
    {
        var deal = await fixture.Client.CreateDealAsync("streamed money", "streamed-deal");
        var path = $"/api/v1/deals/{deal.Id}/stream";
        await using var live = new StreamFollower(fixture.Client, path, null);
        await Condition.WaitAsync(() => live.LastEventId is not null, Patience, () => "the stream opens");
        var payment = await PostAsync($"/api/v1/deals/{deal.Id}/payments", """{"title":"Streamed","plannedAmount":"5","currency":"JPY"}""", "streamed-1");
        await PostAsync($"/api/v1/payments/{payment.GetProperty("id").GetString()}/incomes", """{"date":"2026-05-30","amount":"3"}""", "streamed-2");
        await SeenAsync(live);

        await using var again = new StreamFollower(fixture.Other, path, deal.FeedPosition);
        await SeenAsync(again);
        again.Events.Select(static e => e.Id).ShouldBe(live.Events.Select(static e => e.Id));
    }

    [Fact]
    public async Task Reverse_OneEntryManyTimesAtOnce_IsReversedOnce()
    {
        var deal = (await fixture.Client.CreateDealAsync("reversed at once", "at-once-deal")).Id;
        var payment = await PostAsync($"/api/v1/deals/{deal}/payments", """{"title":"At once","plannedAmount":"5","currency":"EUR"}""", "at-once-1");
        var path = $"/api/v1/payments/{payment.GetProperty("id").GetString()}";
        var income = await PostAsync($"{path}/incomes", """{"date":"2026-05-30","amount":"100.10"}""", "at-once-2");
        var entry = $"{path}/incomes/{income.GetProperty("id").GetString()}";

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(
            i => (i % 2 == 0 ? fixture.Client : fixture.Other).SendUntilAnsweredAsync(HttpMethod.Delete, entry, null, $"at-once-reversal-{i}")));

        answers.Count(static a => a.IsAccepted).ShouldBe(1, string.Join('\n', answers.Select(static a => $"{a}")));
        answers.ShouldAllBe(static a => a.IsAccepted || a.Status == HttpStatusCode.Conflict);
        var entries = (await AcceptedAsync(fixture.Client.GetUntilAnsweredAsync($"{path}/incomes"))).GetProperty("items").EnumerateArray().ToList();
        entries.Select(static e => e.GetProperty("amount").GetString()).ShouldBe(["100.10", "-100.10"]);
        Shown(await AcceptedAsync(fixture.Other.GetUntilAnsweredAsync(path)), "received").ShouldBe("0.00");
    }

    [Theory]
    [InlineData("/incomes", """{"date":"2026-05-30","amount":"0.001"}""", 422, "#/amount")]
    [InlineData("/incomes", """{"date":"2026-05-30","amount":"-1"}""", 422, "#/amount")]
    [InlineData("/incomes", """{"date":"2026-05-30","amount":0}""", 422, "#/amount")]
    [InlineData("/incomes", """{"date":"2026-05-30","amount":"1000000000000000"}""", 422, "#/amount")]
    [InlineData("/incomes", """{"date":"2026-05-30","amount":1e400}""", 400, "#/amount")]
    [InlineData("/incomes", """{"date":"2026-05-30","amount":"NaN"}""", 400, "#/amount")]
    [InlineData("/incomes", """{"date":"2026-05-30","amount":NaN}""", 400, "#")]
    [InlineData("/incomes", """{"date":"2026-05-30","amount":"1","currency":"USD"}""", 422, "#/currency")]
    [InlineData("/incomes", """{"date":"1900-01-01","amount":"1"}""", 422, "#/date")]
    [InlineData("/incomes", """{"date":"3000-01-01","amount":"1"}""", 422, "#/date")]
    [InlineData("/incomes", """{"date":"2026-02-30","amount":"1"}""", 400, "#/date")]
    [InlineData("/incomes", """{"date":"2026-05-30T00:00:00Z","amount":"1"}""", 400, "#/date")]
    [InlineData("/incomes", """{"amount":"1"}""", 422, "#/date")]
    [InlineData("/expenses", """{"date":"2026-05-30"}""", 422, "#/amount")]
    [InlineData("/expenses", """{"date":"2026-05-30","amount":"-0.01"}""", 422, "#/amount")]
    [InlineData("/expenses", """{"date":"2026-05-30","amount":"1","reverses":"x"}""", 400, "#/reverses")]
    [InlineData("/move", """{"dealId":"0190a000-0000-7000-8000-0000000dead0"}""", 422, "#/dealId")]
    public async Task Write_WhatIsWrong_IsRefusedWithThePointerAndChangesNothing(string action, string body, int status, string pointer)
    {
        var path = await BadAsync("EUR");
        await RefusedAsync(HttpMethod.Post, path + action, body, status, pointer, path, $"{path}/incomes", $"{path}/expenses");
    }

    [Theory]
    [InlineData("""{"title":"x","plannedAmount":"5.001","currency":"EUR"}""", 422, "#/plannedAmount")]
    [InlineData("""{"title":"x","plannedAmount":"0.5","currency":"JPY"}""", 422, "#/plannedAmount")]
    [InlineData("""{"title":"x","plannedAmount":"-1","currency":"EUR"}""", 422, "#/plannedAmount")]
    [InlineData("""{"title":"x","plannedAmount":"1000000000000000","currency":"EUR"}""", 422, "#/plannedAmount")]
    [InlineData("""{"title":"x","plannedAmount":1e400,"currency":"EUR"}""", 400, "#/plannedAmount")]
    [InlineData("""{"title":"x","plannedAmount":"5","currency":"XXX"}""", 422, "#/currency")]
    [InlineData("""{"title":"x","plannedAmount":"5","currency":"eur"}""", 422, "#/currency")]
    [InlineData("""{"title":"x","plannedAmount":"5","currency":"EUR","plannedDate":"1969-12-31"}""", 422, "#/plannedDate")]
    [InlineData("""{"title":"x","plannedAmount":"5","currency":"EUR","plannedDate":"2026-06-31"}""", 400, "#/plannedDate")]
    public async Task Plan_WhatIsWrong_IsRefusedWithThePointerAndChangesNothing(string body, int status, string pointer)
    {
        var path = await BadAsync("EUR");
        var payments = $"/api/v1/deals/{(await AcceptedAsync(fixture.Client.GetUntilAnsweredAsync(path))).GetProperty("dealId").GetString()}/payments";
        await RefusedAsync(HttpMethod.Post, payments, body, status, pointer, payments);
        await RefusedAsync(HttpMethod.Patch, path, body, status, pointer, path);
    }

    [Fact]
    public async Task Entry_OfElsewhereOrReversed_IsNeitherReversedNorTransferred()
    {
        var (path, other, dollars) = (await BadAsync("EUR", "entries"), await BadAsync("EUR", "other"), await BadAsync("USD", "dollars"));
        var (standing, reversed, foreign) = (await IncomeAsync(path, "standing"), await IncomeAsync(path, "reversed"), await IncomeAsync(other, "foreign"));
        var reversal = (await AcceptedAsync(fixture.Client.SendUntilAnsweredAsync(HttpMethod.Delete, $"{path}/incomes/{reversed}", null, "bad-money-reversal")))
            .GetProperty("id").GetString();
        string[] unchanged = [path, $"{path}/incomes", $"{path}/expenses", other, $"{other}/incomes", dollars];

        await RefusedAsync(HttpMethod.Delete, $"{path}/incomes/{reversed}", null, 409, null, unchanged);
        await RefusedAsync(HttpMethod.Delete, $"{path}/incomes/{reversal}", null, 409, null, unchanged);
        await RefusedAsync(HttpMethod.Delete, $"{path}/incomes/{foreign}", null, 404, null, unchanged);
        await RefusedAsync(HttpMethod.Delete, $"{path}/expenses/{standing}", null, 404, null, unchanged);
        await RefusedAsync(HttpMethod.Delete, $"{path}/incomes/{standing}", """{"date":"1900-01-01"}""", 422, "#/date", unchanged);
        await RefusedAsync(HttpMethod.Delete, $"{path}/incomes/{standing}", """{"amount":"1"}""", 400, "#/amount", unchanged);
        var there = $$"""{"paymentId":"{{other[^36..]}}"}""";
        await RefusedAsync(HttpMethod.Post, $"{path}/incomes/{reversed}/transfer", there, 409, null, unchanged);
        await RefusedAsync(HttpMethod.Post, $"{path}/incomes/{foreign}/transfer", there, 404, null, unchanged);
        foreach (var nowhere in new[] { dollars, path, $"{Guid.Empty}" })
            await RefusedAsync(HttpMethod.Post, $"{path}/incomes/{standing}/transfer", $$"""{"paymentId":"{{nowhere[^36..]}}"}""", 422, "#/paymentId", unchanged);
    }

    /// <summary>A payment for what is refused, always the same ones.</summary>
    private async Task<string> BadAsync(string currency, string key = "1")
    {
        var deal = (await fixture.Client.CreateDealAsync("bad money", "bad-money")).Id;
        var payment = await PostAsync($"/api/v1/deals/{deal}/payments", $$"""{"title":"Bad","plannedAmount":"5","currency":"{{currency}}"}""", $"bad-money-{key}");
        return $"/api/v1/payments/{payment.GetProperty("id").GetString()}";
    }

    private async Task<string?> IncomeAsync(string payment, string key) =>
        (await PostAsync($"{payment}/incomes", """{"date":"2026-05-30","amount":"7"}""", $"bad-money-{key}")).GetProperty("id").GetString();

    /// <param name="method">The method.</param>
    /// <param name="path">The path.</param>
    /// <param name="body">JSON, or null.</param>
    /// <param name="status">The status of the problem.</param>
    /// <param name="pointer">What it blames; null where it is no part of the body.</param>
    /// <param name="unchanged">What answers the same before and after.</param>
    private async Task RefusedAsync(HttpMethod method, string path, string? body, int status, string? pointer, params string[] unchanged)
    {
        var before = await TextsAsync(unchanged);

        var answer = await fixture.Client.SendUntilAnsweredAsync(method, path, body, null);

        ((int)answer.Status, answer.MediaType).ShouldBe((status, "application/problem+json"), $"{method} {path} {body}: {answer}");
        if (pointer is not null)
            answer.Json.GetProperty("errors")[0].GetProperty("pointer").GetString().ShouldBe(pointer);
        (await TextsAsync(unchanged)).ShouldBe(before);
    }

    private async Task<List<string>> TextsAsync(string[] paths)
    {
        var texts = new List<string>();
        foreach (var path in paths)
            texts.Add((await fixture.Other.GetUntilAnsweredAsync(path)).Text);
        return texts;
    }

    private static Task SeenAsync(StreamFollower follower) => Condition.WaitAsync(
        () => follower.Events.Select(static e => e.Event).SequenceEqual(["deal.payment.created", "deal.payment.income.created"]),
        Patience,
        () => $"the payment's events, not {string.Join(' ', follower.Events.Select(static e => e.Event))}");

    private async Task TotalsAsync(Guid deal, params string[] totals)
    {
        var shown = "";
        await Condition.WaitAsync(
            async () => (shown = Shown((await fixture.Other.GetUntilAnsweredAsync($"/api/v1/deals/{deal}")).Json.GetProperty("totals"))) == string.Join(';', totals),
            Patience,
            () => $"{string.Join(';', totals)}, and not {shown}");
        var balance = await AcceptedAsync(fixture.Client.GetUntilAnsweredAsync($"/api/v1/deals/{deal}/balance?verify=true"));
        Shown(balance.GetProperty("totals")).ShouldBe(string.Join(';', totals));
        Shown(balance.GetProperty("verification").GetProperty("recomputed")).ShouldBe(string.Join(';', totals));
        balance.GetProperty("verification").GetProperty("equal").GetBoolean().ShouldBeTrue();
    }

    private static string Shown(JsonElement totals) => string.Join(';', totals.EnumerateArray().Select(static total => Shown(total, "currency", "expected", "received", "spent", "balance")));

    private static string Shown(JsonElement element, params string[] members) => string.Join(' ', members.Select(member => element.GetProperty(member).GetString()));

    private async Task<JsonElement> PostAsync(string path, string json, string key) => await AcceptedAsync(fixture.Client.SendUntilAnsweredAsync(HttpMethod.Post, path, json, key));

    private static async Task<JsonElement> AcceptedAsync(Task<Answer> sent)
    {
        var answer = await sent;
        answer.IsAccepted.ShouldBeTrue($"{answer}");
        return answer.Json;
    }
}
