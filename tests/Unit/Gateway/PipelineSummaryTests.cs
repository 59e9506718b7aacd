using System.Net;
using System.Text.Json.Nodes;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

public sealed class PipelineSummaryTests : IClassFixture<RunningGateway>
{
    private static readonly string One = $"/api/v1/pipelines/{DefaultPipeline.Id}/summary";

    private readonly RunningGateway _gateway;

    public PipelineSummaryTests(RunningGateway gateway) => _gateway = gateway.Reset();

    [Fact]
    public async Task Get_Known_AnswersWireShapeWithTagAndPosition()
    {
        var response = await _gateway.Send("GET", One);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Headers.ETag!.IsWeak.ShouldBeTrue();
        response.Headers.GetValues("Feed-Position").ShouldBe(["e1-120"]);
        response.Content.Headers.ContentType!.ToString().ShouldBe("application/json");
        (await response.Content.ReadAsStringAsync()).ShouldBe(
            """{"pipelineId":"00000000-0000-7000-8000-0000000000d1","position":"120","newest":"123","totals":[""" +
            """{"stage":"new","status":"open","currency":null,"count":1,"amount":null},""" +
            """{"stage":"new","status":"open","currency":"EUR","count":2,"amount":"1200.00"},""" +
            """{"stage":"proposal","status":"lost","currency":"JPY","count":1,"amount":"0"}]}""");
        _gateway.Summary.Key.ShouldBe(DefaultPipeline.Id);
        _gateway.Summary.Caller!.UserId.ShouldBe(RunningGateway.User);
    }

    [Fact]
    public async Task Get_AskedAgainWithItsTag_IsNotModifiedUntilTheFiguresAreOthers()
    {
        var tag = (await _gateway.Send("GET", One)).Headers.ETag!.ToString();

        (await _gateway.Send("GET", One, headers: ("If-None-Match", tag))).StatusCode.ShouldBe(HttpStatusCode.NotModified);

        _gateway.Summary.Answer = new(FakeSummary.Sample with { Totals = [] }, 120, null);
        (await _gateway.Send("GET", One, headers: ("If-None-Match", tag))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("nope", 0)]
    [InlineData("000000000000700080000000000000d1", 0)]
    [InlineData("00000000-0000-7000-8000-0000000000d2", 1)]
    public async Task Get_NoSuchPipeline_Is404(string id, int calls)
    {
        _gateway.Summary.Answer = new(null, 0, new Rejection(RejectionCode.NotFound, "There is no such pipeline."));

        await Refused(await _gateway.Send("GET", $"/api/v1/pipelines/{id}/summary"), 404);

        _gateway.Summary.Calls.ShouldBe(calls);
    }

    [Theory]
    [InlineData("x=1", "x")]
    [InlineData("limit=1", "limit")]
    public async Task Get_UnknownParameter_IsNamed(string query, string parameter)
    {
        var problem = await Refused(await _gateway.Send("GET", $"{One}?{query}"), 400);

        problem["errors"]![0]!["parameter"]!.GetValue<string>().ShouldBe(parameter);
        _gateway.Summary.Calls.ShouldBe(0);
    }

    [Fact]
    public async Task Get_CannotBeAnswered_Is503WithRetryAfter()
    {
        _gateway.Summary.Answer = new(null, 0, new Rejection(RejectionCode.Unavailable, "Not now."));
        await Unavailable();
        _gateway.Summary.Failure = new TimeoutException();
        await Unavailable();
        var calls = _gateway.Summary.Calls;
        _gateway.IsUp = false;
        await Unavailable();
        _gateway.Summary.Calls.ShouldBe(calls);

        async Task Unavailable() => (await Refused(await _gateway.Send("GET", One), 503))["status"]!.GetValue<int>().ShouldBe(503);
    }

    private async Task<JsonNode> Refused(HttpResponseMessage response, int status)
    {
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, text);
        response.Content.Headers.ContentType!.ToString().ShouldBe("application/problem+json");
        response.Headers.Contains("Retry-After").ShouldBe(status == 503);
        _gateway.Logs.Errors.ShouldBeEmpty();
        return JsonNode.Parse(text)!;
    }
}
