using System.Net;
using System.Text.Json.Nodes;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.DeadLetters;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

public sealed class DeadLetterTests : IClassFixture<RunningGateway>
{
    private const string Letters = "/api/v1/dead-letters";

    private readonly RunningGateway _gateway;

    public DeadLetterTests(RunningGateway gateway) => _gateway = gateway.Reset();

    [Fact]
    public async Task List_Some_AnswersWireShape()
    {
        var response = await _gateway.Send("GET", Letters);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldBe(
            """{"items":[{"id":"pipeline-summary:0192f0c1","consumer":"pipeline-summary","reason":"failed","firstError":"first","lastError":"last",""" +
            """ "attempts":5,"at":"2026-03-01T12:30:15.123456Z","type":"deal.updated","subject":"0192f0c1-2f6a-7cc1-9d7e-3f2a7b1c5d4e",""".TrimStart() +
            """ "sequence":"7","body":"{\"a\":1}"}],"total":3}""".TrimStart());
        _gateway.DeadLetters.Asked.ShouldBe(["list 100"]);
        _gateway.DeadLetters.Caller!.UserId.ShouldBe(RunningGateway.User);
        (await _gateway.Send("GET", Letters, headers: ("If-None-Match", response.Headers.ETag!.ToString()))).StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task List_NoEventAtAllAndHalfACharacter_IsStillJson()
    {
        var letter = FakeDeadLetters.Sample with { Type = null, Subject = null, Sequence = null, Body = "\0\u0001\"\ud83d" };
        _gateway.DeadLetters.Answer = new(new DeadLetterList([letter], 1), 0, null);

        var item = JsonNode.Parse(await _gateway.Client.GetStringAsync(Letters))!["items"]![0]!.AsObject();

        item["type"].ShouldBeNull();
        item["sequence"].ShouldBeNull();
        item["body"]!.GetValue<string>().ShouldBe("\0\u0001\"\ufffd");
        item.Count.ShouldBe(11);
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("1000", 1000)]
    public async Task List_Limit_IsPassedOn(string limit, int max)
    {
        await _gateway.Send("GET", $"{Letters}?limit={limit}");

        _gateway.DeadLetters.Asked.ShouldBe([$"list {max}"]);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=1001", "limit")]
    [InlineData("limit=", "limit")]
    [InlineData("limit=1&limit=2", "limit")]
    [InlineData("cursor=x", "cursor")]
    public async Task List_BadParameter_IsNamed(string query, string parameter) =>
        (await Refused(await _gateway.Send("GET", $"{Letters}?{query}"), 400))["errors"]![0]!["parameter"]!.GetValue<string>().ShouldBe(parameter);

    [Theory]
    [InlineData("replay", null, "replay ")]
    [InlineData("replay", "{}", "replay ")]
    [InlineData("replay", """{"ids":null}""", "replay ")]
    [InlineData("replay", """{"ids":[]}""", "replay ")]
    [InlineData("replay", """{"all":true}""", "replay ")]
    [InlineData("replay", """{"ids":["a","b"]}""", "replay a,b")]
    [InlineData("drop", """{"ids":["a","b"],"all":false}""", "drop a,b")]
    [InlineData("drop", """{"all":true}""", "drop ")]
    [InlineData("drop", """{"all":true,"ids":[]}""", "drop ")]
    public async Task Post_Some_AnswersHowMany(string action, string? body, string asked)
    {
        var response = await _gateway.Send("POST", $"{Letters}/{action}", body, headers: ("Idempotency-Key", "k"));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync()).ShouldBe("""{"count":2}""");
        _gateway.DeadLetters.Asked.ShouldBe([asked]);
    }

    [Theory]
    [InlineData("drop", null, 400, "#")]
    [InlineData("drop", "{}", 422, "#/ids")]
    [InlineData("drop", """{"ids":[]}""", 422, "#/ids")]
    [InlineData("drop", """{"ids":null,"all":null}""", 422, "#/ids")]
    [InlineData("drop", """{"all":false}""", 422, "#/ids")]
    [InlineData("drop", """{"ids":["a"],"all":true}""", 422, "#/all")]
    [InlineData("replay", """{"ids":["a"],"all":true}""", 422, "#/all")]
    [InlineData("drop", """{"all":"true"}""", 400, "#/all")]
    [InlineData("drop", """{"all":1}""", 400, "#/all")]
    [InlineData("drop", """{"ids":"a"}""", 400, "#/ids")]
    [InlineData("drop", """{"ids":[1]}""", 400, "#/ids/0")]
    [InlineData("replay", """{"ids":["a",null]}""", 400, "#/ids/1")]
    [InlineData("replay", """{"id":["a"]}""", 400, "#/id")]
    [InlineData("replay", """{"ids":["a"],"ids":["b"]}""", 400, "#/ids")]
    [InlineData("replay", "[]", 400, "#")]
    public async Task Post_BadBody_NamesThePlaceAndTakesNone(string action, string? body, int status, string pointer)
    {
        var problem = await Refused(await _gateway.Send("POST", $"{Letters}/{action}", body), status);

        problem["errors"]!.AsArray().Select(error => (string?)error!["pointer"]).ShouldContain(pointer);
    }

    [Fact]
    public async Task Post_TooManyIds_Is422()
    {
        var body = $$"""{"ids":[{{string.Join(',', Enumerable.Repeat("\"a\"", 1001))}}]}""";

        await Refused(await _gateway.Send("POST", $"{Letters}/replay", body), 422);
    }

    [Theory]
    [InlineData("If-Match", "\"7\"")]
    [InlineData("If-None-Match", "*")]
    [InlineData("Idempotency-Key", "a b")]
    public async Task Post_BadHeader_IsNamed(string header, string value) =>
        (await Refused(await _gateway.Send("POST", $"{Letters}/replay", headers: (header, value)), 400))["errors"]![0]!["header"]!.GetValue<string>().ShouldBe(header);

    [Fact]
    public async Task Post_WrongMediaType_Is415() => await Refused(await _gateway.Send("POST", $"{Letters}/drop", """{"all":true}""", "text/plain"), 415);

    [Theory]
    [InlineData(RejectionCode.Forbidden, 403)]
    [InlineData(RejectionCode.Unavailable, 503)]
    public async Task Any_Refused_AnswersTheCodesStatus(RejectionCode code, int status)
    {
        _gateway.DeadLetters.Rejection = new Rejection(code, "Because.");

        await CheckAll(status);
        _gateway.DeadLetters.Asked.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Any_GrainDoesNotAnswer_Is503()
    {
        _gateway.DeadLetters.Failure = new TimeoutException();
        await CheckAll(503);

        _gateway.DeadLetters.Asked.Clear();
        _gateway.IsUp = false;
        await CheckAll(503);
        _gateway.DeadLetters.Asked.ShouldBeEmpty();
    }

    private async Task CheckAll(int status)
    {
        foreach (var (method, path, body) in new[] { ("GET", Letters, null), ("POST", $"{Letters}/replay", null), ("POST", $"{Letters}/drop", """{"all":true}""") })
            await Problem(await _gateway.Send(method, path, body), status);
    }

    private async Task<JsonNode> Refused(HttpResponseMessage response, int status)
    {
        var problem = await Problem(response, status);
        _gateway.DeadLetters.Asked.ShouldBeEmpty();
        return problem;
    }

    private async Task<JsonNode> Problem(HttpResponseMessage response, int status)
    {
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, text);
        response.Content.Headers.ContentType!.ToString().ShouldBe("application/problem+json");
        response.Headers.Contains("Retry-After").ShouldBe(status == 503);
        _gateway.Logs.Errors.ShouldBeEmpty();
        return JsonNode.Parse(text)!;
    }
}
