using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.Gateway.Streams.Live;
using Crm.Actors.TestKit.Running;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

public sealed class LiveStreamsTests : IClassFixture<RunningGateway>
{
    private const string All = "/api/v1/streams";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly RunningGateway _gateway;

    public LiveStreamsTests(RunningGateway gateway) => _gateway = gateway.Reset();

    [Fact]
    public async Task List_Manager_IsForbidden()
    {
        var response = await _gateway.Send("GET", All);

        response.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        response.Content.Headers.ContentType!.ToString().ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task List_WithoutRedis_HasTheStreamsOfThisGatewayAndSaysSo()
    {
        using (var stream = await OpenAsync("/api/v1/deals/stream?types=deal.*,deal.won&stage=new"))
        {
            stream.StatusCode.ShouldBe(HttpStatusCode.OK);
            await Condition.WaitAsync(async () => (await ListAsync())["items"]!.AsArray().Count == 1, Patience, static () => "the stream");

            var list = await ListAsync();
            list["scope"]!.GetValue<string>().ShouldBe("gateway");
            list["nextCursor"].ShouldBeNull();
            var item = list["items"]![0]!.AsObject();
            Text(item, "kind").ShouldBe("deals");
            Text(item, "userId").ShouldBe($"{RunningGateway.User}");
            Text(item, "id").ShouldBe($"{RunningGateway.NewId}");
            (Text(item, "types"), Text(item, "stage"), Text(item, "ownerId"), Text(item, "dealId")).ShouldBe(("deal.*,deal.won", "new", null, null));
            Text(item, "position").ShouldBe("e1-0");
            Text(item, "gateway").ShouldEndWith("-00000000abcd");
            DateTimeOffset.Parse(Text(item, "heartbeatAt")!).ShouldBeGreaterThan(DateTimeOffset.Parse(Text(item, "since")!).AddSeconds(-2));
            await AssertAsDescribedAsync(item, "LiveStream");
            await AssertAsDescribedAsync(list.AsObject(), "LiveStreamList");
            item.Count.ShouldBe(11, "Nothing that opens a stream is in it.");
        }

        await Condition.WaitAsync(async () => (await ListAsync())["items"]!.AsArray().Count == 0, Patience, static () => "the stream ended");
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=1001", "limit")]
    [InlineData("cursor=x", "cursor")]
    [InlineData("cursor=~00000000000070008000000000000001", "cursor")]
    [InlineData("cursor=a~1", "cursor")]
    [InlineData("cursor=a~00000000000070008000000000000001~", "cursor")]
    [InlineData("gateway=a", "gateway")]
    public async Task List_WrongParameter_IsNamed(string query, string parameter)
    {
        var response = await SendAsync($"{All}?{query}");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!["errors"]![0]!["parameter"]!.GetValue<string>().ShouldBe(parameter);
    }

    [Fact]
    public void Cursor_ReadBack_GoesOnWhereItWas()
    {
        LiveStreamCursor.TryParse("b-1~" + Id(2), out var cursor).ShouldBeTrue();

        cursor.ToString().ShouldBe("b-1~" + Id(2));
        cursor.Following("b-1", [Id(3), Id(1), Id(2), Id(4)]).ShouldBe([Id(3), Id(4)]);
        cursor.Following("c", [Id(3), Id(1)]).ShouldBe([Id(1), Id(3)]);
        LiveStreamCursor.Start.Following("b-1", [Id(3), Id(1)]).ShouldBe([Id(1), Id(3)]);
    }

    private static string Id(int number) => $"{number:x32}";

    private static string? Text(JsonObject item, string member) => item[member]?.GetValue<string>();

    private async Task AssertAsDescribedAsync(JsonObject written, string schema)
    {
        var document = JsonNode.Parse(await _gateway.Client.GetStringAsync("/openapi/v1.json"))!;
        var required = document["components"]!["schemas"]![schema]!["required"]!.AsArray().Select(static name => name!.GetValue<string>());
        written.Select(static member => member.Key).Order(StringComparer.Ordinal).ShouldBe(required.Order(StringComparer.Ordinal));
    }

    private async Task<JsonNode> ListAsync()
    {
        var response = await SendAsync(All);
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    private Task<HttpResponseMessage> SendAsync(string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Bearer", DevTokenCommand.Sign(RunningGateway.Tokens, TimeProvider.System.GetUtcNow(), TimeSpan.FromHours(1), RunningGateway.User, "ROLE_ADMIN"));
        return _gateway.Client.SendAsync(request);
    }

    private Task<HttpResponseMessage> OpenAsync(string path) =>
        _gateway.Client.SendAsync(new HttpRequestMessage(HttpMethod.Get, path), HttpCompletionOption.ResponseHeadersRead);
}
