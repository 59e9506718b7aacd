using System.Net;
using System.Text.Json;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.EndToEndTests.Support;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Bridge;

/// <summary>What was acknowledged is soon in the figures, over REST and on a stream; dead letters are for administrators.</summary>
[Collection(SystemTests.Name)]
public sealed class PipelineSummaryTests(SystemFixture fixture)
{
    private const string Currency = "ISK";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string Path = $"/api/v1/pipelines/{DefaultPipeline.Id}/summary";

    [Fact]
    public async Task Summary_DealsComeAndGo_IsInAnswerAndStreamOfEveryGateway()
    {
        await using var follower = new StreamFollower(fixture.Other, "/api/v1/deals/stream?types=pipeline.*,deal.created", null);
        await Condition.WaitAsync(() => follower.LastEventId is not null, Patience, () => "the stream opens");
        for (var i = 1; i <= 3; i++)
        {
            var created = await fixture.Client.SendUntilAnsweredAsync(
                HttpMethod.Post, "/api/v1/deals", $$"""{"title":"summary","amount":"1000","currency":"{{Currency}}"}""", $"summary-{i}");
            created.IsAccepted.ShouldBeTrue(created.ToString());
            await Condition.WaitAsync(() => Newest(follower) is { } data && Sum(data) == $"{i}000", Patience, () => $"{i} deals in {Newest(follower)}\n{fixture.System.Log}");
        }

        var answer = await fixture.Client.GetAsync(Path);
        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.FeedPosition.ShouldNotBeNull();
        Sum(answer.Text).ShouldBe("3000");
        follower.Events.Where(static m => m.Event == "pipeline.summary").ShouldAllBe(static m => m.Id.Length == 0);
        // The figures and the events come by different ways: either may be first.
        await Condition.WaitAsync(() => Created(follower) >= 3, Patience, () => $"3 deals, but {Created(follower)}");
        Created(follower).ShouldBe(3);
    }

    [Fact]
    public async Task Summary_UnknownPipeline_Is404() =>
        (await fixture.Client.GetAsync($"/api/v1/pipelines/{Guid.Empty}/summary")).Status.ShouldBe(HttpStatusCode.NotFound);

    [Fact]
    public async Task DeadLetters_Manager_IsForbidden()
    {
        (await fixture.Client.GetAsync("/api/v1/dead-letters")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await fixture.Client.SendAsync(HttpMethod.Post, "/api/v1/dead-letters/replay", null)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await fixture.Client.SendAsync(HttpMethod.Post, "/api/v1/dead-letters/drop", """{"all":true}""")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static int Created(StreamFollower follower) => follower.Events.Count(static m => m.Event == "deal.created");

    private static string? Newest(StreamFollower follower) => follower.Events.LastOrDefault(static m => m.Event == "pipeline.summary")?.Data;

    private static string? Sum(string summary) => JsonDocument.Parse(summary).RootElement.GetProperty("totals").EnumerateArray()
        .Where(static total => total.GetProperty("currency").GetString() == Currency)
        .Select(static total => total.GetProperty("amount").GetString())
        .SingleOrDefault();
}
