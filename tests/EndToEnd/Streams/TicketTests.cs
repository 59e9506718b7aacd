using Crm.Actors.EndToEndTests.Auth;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Streams;

/// <summary>Streams as a browser opens them, with a ticket of one gateway at the other; tickets are in Redis.</summary>
[Collection(AuthTests.Name)]
public sealed class TicketTests(AuthFixture fixture)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Stream_Ticket_ShowsWhatItsHolderSeesAndIsGoodOnce()
    {
        var (ann, ben) = (await fixture.NewAccountAsync(), await fixture.NewAccountAsync(gateway: 1));
        using var browser = new CrmClient(fixture.System.Gateways[1].Url, null);
        var foreign = await ben.Client.CreateDealAsync("Not for Ann", "create");
        var own = await ann.Client.CreateDealAsync("Ten pumps", "create");
        var ticket = await TicketAsync(ann);
        var path = $"/api/v1/deals/stream?ticket={ticket}&lastEventId={foreign.FeedPosition}";

        using var first = await OpenAsync(browser, path);
        using var second = await OpenAsync(browser, path);

        ((int)first.StatusCode).ShouldBe(200);
        ((int)second.StatusCode).ShouldBe(401);
        second.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        using var lines = new StreamReader(await first.Content.ReadAsStreamAsync());
        string line;
        do
        {
            line = (await lines.ReadLineAsync().WaitAsync(Patience)).ShouldNotBeNull();
        }
        while (!line.StartsWith("data:", StringComparison.Ordinal));
        line.ShouldContain(own.Id.ToString());
        fixture.System.AllLines.ShouldNotContain(logged => logged.Contains(ticket, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ticket_AHundredUsesThroughTwoGateways_OneStreamOpens()
    {
        var ann = await fixture.NewAccountAsync();
        using var other = new CrmClient(fixture.System.Gateways[1].Url, null);
        var path = $"/api/v1/deals/stream?ticket={await TicketAsync(ann)}";

        var responses = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => OpenAsync(i % 2 == 0 ? ann.Anonymous : other, path)));

        responses.Count(static response => (int)response.StatusCode == 200).ShouldBe(1);
        responses.Count(static response => (int)response.StatusCode == 401).ShouldBe(99);
        foreach (var response in responses)
            response.Dispose();
    }

    [Theory]
    [InlineData("/api/v1/deals")]
    [InlineData("/api/auth/me")]
    public async Task Ticket_WhereNoStreamIs_IsNoWayInAndRefused(string path)
    {
        var ann = await fixture.NewAccountAsync();
        var withTicket = $"{path}?ticket={await TicketAsync(ann)}";

        ((int)(await ann.Anonymous.GetAsync(withTicket)).Status).ShouldBe(401);
        var known = await ann.Client.GetAsync(withTicket);
        ((int)known.Status).ShouldBe(400);
        known.Json.GetProperty("errors")[0].GetProperty("parameter").GetString().ShouldBe("ticket");
        using var stream = await OpenAsync(ann.Anonymous, withTicket.Replace(path, "/api/v1/deals/stream", StringComparison.Ordinal));
        ((int)stream.StatusCode).ShouldBe(200, "It was not used up.");
    }

    [Fact]
    public async Task StreamOfOneDeal_TicketOfAStranger_Is404()
    {
        var (ann, ben) = (await fixture.NewAccountAsync(), await fixture.NewAccountAsync(gateway: 1));
        var deal = await ann.Client.CreateDealAsync("Ten pumps", "create");

        using var response = await OpenAsync(ben.Anonymous, $"/api/v1/deals/{deal.Id}/stream?ticket={await TicketAsync(ben)}");

        ((int)response.StatusCode).ShouldBe(404);
    }

    private static async Task<string> TicketAsync(Account account)
    {
        var answer = await Account.UntilAnsweredAsync(() => account.Client.SendAsync(HttpMethod.Post, "/api/auth/stream-ticket", null));
        ((int)answer.Status).ShouldBe(200, answer.ToString());
        answer.Json.GetProperty("expiresIn").GetInt32().ShouldBe(30);
        return answer.Json.GetProperty("ticket").GetString()!;
    }

    private static Task<HttpResponseMessage> OpenAsync(CrmClient client, string path) =>
        client.Http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
}
