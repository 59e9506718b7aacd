using Crm.Actors.EndToEndTests.Support;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Guarantees;

/// <summary>G6: whoever comes back with the last id misses nothing and sees nothing twice.</summary>
[Collection(SystemTests.Name)]
public sealed class StreamResumeTests(SystemFixture fixture)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task G6_ResumedFromAnAnswersPosition_BeginsWithTheNextEvent()
    {
        var deal = await fixture.Client.CreateDealAsync("g6 position", "g6-position");
        var path = $"/api/v1/deals/{deal.Id}";
        for (var i = 0; i < 5; i++)
            await fixture.Client.SendUntilAnsweredAsync(HttpMethod.Patch, path, $$"""{"title":"g6 {{i}}"}""", $"g6-position-{i}");
        await using var follower = new StreamFollower(fixture.Other, $"{path}/stream", deal.FeedPosition);
        await Condition.WaitAsync(() => follower.Events.Count >= 5, Patience, () => $"5 events, but {follower.Events.Count}");
        var expected = (await fixture.System.EventsAsync(deal.Id)).Skip(1).Select(static e => e.Id);
        follower.Events.Select(static m => m.EventId).ShouldBe(expected);
    }

    [Fact]
    public async Task G6_GatewayRestarted_StreamGoesOnWithoutGapOrRepeat()
    {
        var deal = await fixture.Client.CreateDealAsync("g6 restart", "g6-restart");
        var path = $"/api/v1/deals/{deal.Id}";
        await using var follower = new StreamFollower(fixture.Other, "/api/v1/deals/stream?types=deal.updated", deal.FeedPosition);
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 10; i++)
                await fixture.Client.SendUntilAnsweredAsync(HttpMethod.Patch, path, $$"""{"title":"{{round}}.{{i}}"}""", $"g6-restart-{round}-{i}");
            await Condition.WaitAsync(() => follower.Events.Count >= round * 10, Patience, () => "the follower follows");
            await fixture.System.Gateways[1].KillAsync();
            fixture.System.Gateways[1].Start();
        }

        await fixture.System.UntilReadyAsync();
        await Condition.WaitAsync(() => follower.Events.Count >= 30, Patience, () => $"30 events, but {follower.Events.Count}");
        var expected = (await fixture.System.EventsAsync(deal.Id)).Skip(1).Select(static e => e.Id);
        follower.Events.Select(static m => m.EventId).ShouldBe(expected);
    }

    [Theory]
    [InlineData("otherlog-5", "other-log")]
    [InlineData(null, "from-the-future")]
    public async Task G6_IdThatCannotBeResumed_GetsAGapEvent(string? id, string reason)
    {
        var deal = await fixture.Client.CreateDealAsync($"g6 {reason}", $"g6-{reason}");
        var epoch = deal.FeedPosition!.Split('-')[0];
        await using var follower = new StreamFollower(fixture.Client, "/api/v1/deals/stream", id ?? $"{epoch}-999999999");
        await Condition.WaitAsync(() => follower.Events.Count > 0, Patience, () => "a first event");
        var first = follower.Events.First();
        first.Event.ShouldBe("gap");
        first.Data.ShouldContain(reason);
    }
}
