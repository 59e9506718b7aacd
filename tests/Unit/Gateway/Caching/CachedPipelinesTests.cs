using System.Net;
using System.Text.Json.Nodes;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Gateway.Configuration;
using Crm.Actors.TestKit.Running;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway.Caching;

/// <summary>A gateway that remembers, asked over HTTP.</summary>
public sealed class CachedPipelinesTests : IAsyncLifetime
{
    private static readonly string Figures = $"/api/v1/pipelines/{DefaultPipeline.Id}/summary";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly RunningGateway _gateway = new() { Cache = new CacheSettings { TimeToLive = TimeSpan.FromMinutes(10) } };

    public ValueTask InitializeAsync() => _gateway.InitializeAsync();

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    [Fact]
    public async Task Get_Remembered_AsksNobodyUnlessTheClientHasSeenMore()
    {
        await UntilRememberedAsync();
        var kept = await _gateway.Send("GET", Figures);
        var calls = _gateway.Summary.Calls;
        _gateway.Summary.Answer = new(FakeSummary.Sample with { Totals = [] }, 120, null);

        (await TotalsAsync(await _gateway.Send("GET", Figures))).ShouldBe(3);
        (await _gateway.Send("GET", Figures, headers: ("If-None-Match", kept.Headers.ETag!.ToString()))).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await TotalsAsync(await _gateway.Send("GET", Figures, headers: ("Feed-Position", "e1-0")))).ShouldBe(3);
        _gateway.Summary.Calls.ShouldBe(calls);

        (await TotalsAsync(await _gateway.Send("GET", Figures, headers: ("Feed-Position", "e1-1")))).ShouldBe(0, "This gateway has heard of nothing yet.");
        (await TotalsAsync(await _gateway.Send("GET", Figures))).ShouldBe(0);
        _gateway.Summary.Calls.ShouldBe(calls + 1);
        (await _gateway.Send("GET", Figures, headers: ("If-None-Match", kept.Headers.ETag!.ToString()))).StatusCode.ShouldBe(HttpStatusCode.OK);
        _gateway.Summary.Calls.ShouldBe(calls + 2, "Which of two tags is newer nobody knows.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("/00000000-0000-7000-8000-0000000000d1")]
    [InlineData("/00000000-0000-7000-8000-0000000000d1/summary")]
    public async Task Get_WrongPosition_IsNamed(string path)
    {
        foreach (var wrong in new[] { "7", "e1-x", "e1--1" })
        {
            var response = await _gateway.Send("GET", $"/api/v1/pipelines{path}", headers: ("Feed-Position", wrong));

            response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
            JsonNode.Parse(await response.Content.ReadAsStringAsync())!["errors"]![0]!["header"]!.GetValue<string>().ShouldBe("Feed-Position");
        }
    }

    [Fact]
    public async Task Get_SomebodyWithoutAToken_IsNotAnsweredFromMemory()
    {
        await UntilRememberedAsync();
        _gateway.Client.DefaultRequestHeaders.Authorization = null;

        (await _gateway.Send("GET", Figures)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    /// <summary>It is, as soon as the log is followed.</summary>
    private Task UntilRememberedAsync() => Condition.WaitAsync(
        async () =>
        {
            await _gateway.Send("GET", Figures);
            var calls = _gateway.Summary.Calls;
            await _gateway.Send("GET", Figures);
            return calls == _gateway.Summary.Calls;
        },
        Patience,
        static () => "an answer from memory");

    private static async Task<int> TotalsAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!["totals"]!.AsArray().Count;
}
