using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

/// <summary>Bad input: a problem that names the culprit, no grain asked, nothing logged as an error.</summary>
public sealed class BadRequestTests : IClassFixture<RunningGateway>
{
    private const string Deals = "/api/v1/deals";
    private static readonly string One = $"{Deals}/{FakeDeal.Sample.Id}";

    private readonly RunningGateway _gateway;

    public BadRequestTests(RunningGateway gateway) => _gateway = gateway.Reset();

    [Theory]
    [InlineData("{", 400, "#")]
    [InlineData("", 400, "#")]
    [InlineData("[]", 400, "#")]
    [InlineData("null", 400, "#")]
    [InlineData("{} {}", 400, "#")]
    [InlineData("{\"title\":\"a\",}", 400, "#")]
    [InlineData("{\"title\":\"a\"/**/}", 400, "#")]
    [InlineData("{\"title\":1}", 400, "#/title")]
    [InlineData("{\"title\":\"a\",\"title\":\"b\"}", 400, "#/title")]
    [InlineData("{\"title\":\"a\",\"\\u0074itle\":\"b\"}", 400, "#/title")]
    [InlineData("{\"title\":\"\\ud800\"}", 400, "#/title")]
    [InlineData("{\"title\":\"a\\u0000b\"}", 400, "#/title")]
    [InlineData("{\"Title\":\"a\"}", 400, "#/Title")]
    [InlineData("{\"a/b~c d\":1}", 400, "#/a~1b~0c%20d")]
    [InlineData("{\"\\ud800\":1}", 400, "#/%28broken%20text%29")]
    [InlineData("{\"title\":\"a\",\"amount\":1e400}", 400, "#/amount")]
    [InlineData("{\"title\":\"a\",\"amount\":\"1e4\"}", 400, "#/amount")]
    [InlineData("{\"title\":\"a\",\"amount\":\" 1\"}", 400, "#/amount")]
    [InlineData("{\"title\":\"a\",\"amount\":\"NaN\"}", 400, "#/amount")]
    [InlineData("{\"title\":\"a\",\"amount\":true}", 400, "#/amount")]
    [InlineData("{\"title\":\"a\",\"amount\":{\"a\":[1,2]},\"x\":1}", 400, "#/amount")]
    [InlineData("{\"title\":\"a\",\"ownerId\":\"{00000000-0000-7000-8000-000000000002}\"}", 400, "#/ownerId")]
    [InlineData("{\"title\":\"a\",\"expectedCloseDate\":\"2026-02-30\"}", 400, "#/expectedCloseDate")]
    [InlineData("{\"title\":\"a\",\"tags\":[\"x\",{\"y\":[]},\"z\"]}", 400, "#/tags/1")]
    [InlineData("{\"title\":\"a\",\"customFields\":{\"k\":{\"z\":1}}}", 400, "#/customFields/k")]
    [InlineData("{\"title\":\"a\",\"customFields\":{\"k\":1,\"k\":2}}", 400, "#/customFields/k")]
    [InlineData("{\"title\":\"a\",\"customFields\":[]}", 400, "#/customFields")]
    [InlineData("{\"title\":\"a\",\"x\":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}", 400, "#/x")]
    [InlineData("{}", 422, "#/title")]
    [InlineData("{\"title\":null}", 422, "#/title")]
    public async Task Create_BadBody_NamesThePlace(string body, int status, string pointer)
    {
        var problem = await Refused(await _gateway.Send("POST", Deals, body), status);

        problem["errors"]!.AsArray().Select(error => (string?)error!["pointer"]).ShouldContain(pointer);
    }

    [Theory]
    [InlineData("PATCH", "", "{\"stage\":\"new\"}", "#/stage")]
    [InlineData("PATCH", "", "{\"baseVersion\":\"1\"}", "#/baseVersion")]
    [InlineData("PATCH", "", "{\"baseVersion\":1.5}", "#/baseVersion")]
    [InlineData("POST", "/win", "{\"a\":1}", "#/a")]
    [InlineData("POST", "/win", "[1]", "#")]
    [InlineData("POST", "/stage", "{\"stage\":1}", "#/stage")]
    public async Task Write_BadBody_NamesThePlace(string method, string path, string body, string pointer)
    {
        var problem = await Refused(await _gateway.Send(method, One + path, body), 400);

        problem["errors"]![0]!["pointer"]!.GetValue<string>().ShouldBe(pointer);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("limit=-1", "limit")]
    [InlineData("limit=1&limit=2", "limit")]
    [InlineData("Limit=1", "Limit")]
    [InlineData("sort=owner", "sort")]
    [InlineData("sort=title,-title", "sort")]
    [InlineData("sort=title,amount,createdAt", "sort")]
    [InlineData("sort=", "sort")]
    [InlineData("status=OPEN", "status")]
    [InlineData("archived=1", "archived")]
    [InlineData("ownerId=me", "ownerId")]
    [InlineData("teamId=ours", "teamId")]
    [InlineData("minAmount=1e3", "minAmount")]
    [InlineData("q=%FF", "q")]
    [InlineData("q=%00", "q")]
    public async Task List_BadParameter_IsNamed(string query, string parameter)
    {
        var problem = await Refused(await _gateway.Send("GET", $"{Deals}?{query}"), 400);

        problem["errors"]![0]!["parameter"]!.GetValue<string>().ShouldBe(parameter);
    }

    [Theory]
    [InlineData("If-Match", "7")]
    [InlineData("If-Match", "W/\"7\"")]
    [InlineData("If-Match", "\"07\"")]
    [InlineData("If-Match", "\"7\", \"8\"")]
    [InlineData("If-Match", "\"99999999999999999999\"")]
    [InlineData("If-None-Match", "*")]
    [InlineData("Idempotency-Key", "a b")]
    [InlineData("Idempotency-Key", "a\tb")]
    public async Task Patch_BadHeader_IsNamed(string header, string value)
    {
        var problem = await Refused(await _gateway.Send("PATCH", One, "{}", headers: (header, value)), 400);

        problem["errors"]![0]!["header"]!.GetValue<string>().ShouldBe(header);
    }

    [Theory]
    [InlineData("GET", "/api/v1/deals/nope", 404)]
    [InlineData("PATCH", "/api/v1/deals/%FF", 404)]
    [InlineData("GET", "/api/v1/deals/0192f0c12f6a7cc19d7e3f2a7b1c5d4e", 404)]
    [InlineData("GET", "/api/v2/deals", 404)]
    [InlineData("DELETE", "/api/v1/deals", 405)]
    [InlineData("GET", "/api/v1/deals/0192f0c1-2f6a-7cc1-9d7e-3f2a7b1c5d4e?x=1", 400)]
    public async Task Any_WrongAddress_IsAProblem(string method, string path, int status) =>
        await Refused(await _gateway.Send(method, path), status);

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/merge-patch+json")]
    [InlineData("nonsense")]
    public async Task Create_WrongMediaType_Is415(string type) => await Refused(await _gateway.Send("POST", Deals, "{}", type), 415);

    [Fact]
    public async Task Create_BrokenUtf8_Is400()
    {
        using var content = new ByteArrayContent([.. "{\"title\":\""u8, 0xC3, 0x28, .. "\"}"u8]);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        await Refused(await _gateway.Client.PostAsync(new Uri(Deals, UriKind.Relative), content), 400);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Create_BodyOverLimit_Is413(bool lengthKnown)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Deals);
        request.Content = new StringContent("{\"title\":\"" + new string('a', 2 << 20) + "\"}", Encoding.UTF8, "application/json");
        request.Headers.TransferEncodingChunked = !lengthKnown;
        request.Headers.ExpectContinue = true;

        await Refused(await _gateway.Client.SendAsync(request), 413);
    }

    [Fact]
    public async Task Any_BodyCutShort_LogsNoError()
    {
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(_gateway.Address.Host, _gateway.Address.Port);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"POST {Deals} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {RunningGateway.Token()}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{{\"title\""));
        }

        (await _gateway.Send("GET", One)).StatusCode.ShouldBe(HttpStatusCode.OK);
        _gateway.Logs.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Any_BodyInPieces_IsRead()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(_gateway.Address.Host, _gateway.Address.Port);
        var stream = client.GetStream();
        var head = $"PATCH {One} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer {RunningGateway.Token()}\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: 13\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        var answer = new byte[4096];
        // The server asks for the body only once it reads it: what follows is certainly not there yet.
        (await stream.ReadAsync(answer)).ShouldBeGreaterThan(0);
        await stream.WriteAsync("{\"title\""u8.ToArray());
        await stream.WriteAsync(":\"a\"}"u8.ToArray());

        using var reader = new StreamReader(stream);
        (await reader.ReadToEndAsync()).ShouldStartWith("HTTP/1.1 200 OK");
    }

    private async Task<JsonNode> Refused(HttpResponseMessage response, int status)
    {
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, text);
        response.Content.Headers.ContentType!.ToString().ShouldBe("application/problem+json");
        var problem = JsonNode.Parse(text)!;
        ((int)problem["status"]!).ShouldBe(status);
        foreach (var member in new[] { "type", "title", "detail", "traceId" }) ((string?)problem[member]).ShouldNotBeNullOrEmpty();
        _gateway.Deal.Calls.ShouldBe(0);
        _gateway.Logs.Errors.ShouldBeEmpty();
        return problem;
    }
}
