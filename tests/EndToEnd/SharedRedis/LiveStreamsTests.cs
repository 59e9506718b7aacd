using System.Net;
using System.Text.Json;
using Crm.Actors.EndToEndTests.Auth;
using Crm.Actors.EndToEndTests.Support;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.SharedRedis;

/// <summary>What administrators see of the open streams of two gateways.</summary>
[Collection(SystemTests.Name)]
public sealed class LiveStreamsTests(AuthFixture fixture) : IClassFixture<AuthFixture>
{
    private const string All = "/api/v1/streams";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task List_TwoGateways_HasBothUntilOneIsKilled()
    {
        var admin = await fixture.AdministratorAsync();
        var (ann, ben) = (await fixture.NewAccountAsync(), await fixture.NewAccountAsync(gateway: 1));
        var deal = await ben.Client.CreateDealAsync("Followed", "followed");
        await using var ofAnn = new StreamFollower(ann.Client, "/api/v1/deals/stream?types=deal.won&stage=new", null);
        await using var ofBen = new StreamFollower(ben.Client, $"/api/v1/deals/{deal.Id}/stream", null);
        JsonElement list = default;
        await UntilAsync(
            admin, found => (list = found).GetProperty("items").GetArrayLength() == 2 && Scope(found) == "all", "the streams of both gateways", () => $"{list}\n{fixture.System.Log}");

        var items = list.GetProperty("items").EnumerateArray().ToDictionary(static item => item.GetProperty("userId").GetGuid());
        Text(items[ann.Id], "kind").ShouldBe("deals");
        (Text(items[ann.Id], "types"), Text(items[ann.Id], "stage"), Text(items[ann.Id], "dealId")).ShouldBe(("deal.won", "new", null));
        (Text(items[ben.Id], "kind"), Text(items[ben.Id], "dealId")).ShouldBe(("deal", $"{deal.Id}"));
        Text(items[ann.Id], "gateway").ShouldNotBe(Text(items[ben.Id], "gateway"));
        (await PagesAsync(admin)).ShouldBe(list.GetProperty("items").EnumerateArray().Select(static item => Text(item, "id")!));
        foreach (var secret in new[] { ann.AccessToken, ann.RefreshToken, ben.AccessToken })
            list.GetRawText().ShouldNotContain(secret);

        // Whoever is killed says nothing any more.
        await fixture.System.Gateways[1].KillAsync();
        await UntilAsync(
            admin, found => found.GetProperty("items").EnumerateArray().All(item => item.GetProperty("userId").GetGuid() == ann.Id), "the streams of the killed gateway gone", () => fixture.System.Log);

        fixture.System.Gateways[1].Start();
        await UntilAsync(admin, found => found.GetProperty("items").GetArrayLength() == 2, "the stream that came back", () => fixture.System.Log);
    }

    [Fact]
    public async Task List_RedisIsAway_HasThoseOfTheGatewayThatAnswers()
    {
        var admin = await fixture.AdministratorAsync();
        var ann = await fixture.NewAccountAsync();
        await using var stream = new StreamFollower(ann.Client, "/api/v1/deals/stream", null);
        await UntilAsync(admin, found => Has(found, ann), "the stream", () => fixture.System.Log);

        await fixture.System.Redis!.KillAsync();
        try
        {
            await UntilAsync(admin, found => Scope(found) == "gateway" && Has(found, ann), "the gateway's own", () => fixture.System.Log);
        }
        finally
        {
            await fixture.System.Redis.StartAsync();
        }

        await UntilAsync(admin, found => Scope(found) == "all" && Has(found, ann), "all again", () => fixture.System.Log);
    }

    private static async Task<List<string>> PagesAsync(Account admin)
    {
        var ids = new List<string>();
        var cursor = "";
        do
        {
            var page = await admin.Client.GetAsync($"{All}?limit=1{cursor}");
            page.Status.ShouldBe(HttpStatusCode.OK, page.ToString());
            ids.AddRange(page.Json.GetProperty("items").EnumerateArray().Select(static item => Text(item, "id")!));
            cursor = Text(page.Json, "nextCursor") is { } next ? $"&cursor={Uri.EscapeDataString(next)}" : "";
        }
        while (cursor.Length > 0);
        return ids;
    }

    private static Task UntilAsync(Account admin, Func<JsonElement, bool> isTrue, string what, Func<string> more) => Condition.WaitAsync(
        async () => await admin.Client.GetAsync(All) is { Status: HttpStatusCode.OK } answer && isTrue(answer.Json), Patience, () => $"{what}\n{more()}");

    private static bool Has(JsonElement list, Account account) =>
        list.GetProperty("items").EnumerateArray().Any(item => item.GetProperty("userId").GetGuid() == account.Id);

    private static string Scope(JsonElement list) => list.GetProperty("scope").GetString()!;

    private static string? Text(JsonElement item, string member) => item.GetProperty(member).GetString();
}
