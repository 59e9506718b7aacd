using System.Net;
using Crm.Actors.EndToEndTests.Support;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Guarantees;

/// <summary>G4: one key, one effect, one answer.</summary>
[Collection(SystemTests.Name)]
public sealed class IdempotencyTests(SystemFixture fixture)
{
    [Fact]
    public async Task G4_SameKeyManyTimesAtOnceThroughBothGateways_AppliesOnceAndAnswersAlike()
    {
        var deal = await fixture.Client.CreateDealAsync("g4 in flight", "g4-in-flight");
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            (i % 2 == 0 ? fixture.Client : fixture.Other).SendUntilAnsweredAsync(HttpMethod.Patch, $"/api/v1/deals/{deal.Id}", """{"title":"once"}""", "g4-many")));
        answers.Select(static a => (a.Status, a.Text, a.ETag)).Distinct().ShouldHaveSingleItem().Status.ShouldBe(HttpStatusCode.OK);
        (await fixture.System.EventsAsync(deal.Id)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task G4_CreateWithSameKeyAtOnce_MakesOneDeal()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i =>
            (i % 2 == 0 ? fixture.Client : fixture.Other).SendUntilAnsweredAsync(HttpMethod.Post, "/api/v1/deals", """{"title":"one deal"}""", "g4-create")));
        answers.Select(static a => (a.Status, a.Text)).Distinct().ShouldHaveSingleItem().Status.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task G4_SameKeyOtherBody_IsRefusedAndChangesNothing()
    {
        var deal = await fixture.Client.CreateDealAsync("g4 other body", "g4-other-body");
        var path = $"/api/v1/deals/{deal.Id}";
        (await fixture.Client.SendAsync(HttpMethod.Patch, path, """{"title":"first"}""", "g4-body")).Status.ShouldBe(HttpStatusCode.OK);
        var refused = await fixture.Other.SendAsync(HttpMethod.Patch, path, """{"title":"second"}""", "g4-body");
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Json.GetProperty("type").GetString().ShouldEndWith("key-reused");
        (await fixture.Client.GetAsync(path)).Version.ShouldBe(2);
    }

    [Fact]
    public async Task G4_RetryAfterLaterEdits_GetsTheFirstAnswerWithItsETag()
    {
        var deal = await fixture.Client.CreateDealAsync("g4 later", "g4-later");
        var path = $"/api/v1/deals/{deal.Id}";
        var first = await fixture.Client.SendAsync(HttpMethod.Post, $"{path}/stage", """{"stage":"proposal"}""", "g4-stage");
        for (var i = 0; i < 8; i++)
            (await fixture.Client.SendAsync(HttpMethod.Patch, path, $$"""{"title":"later {{i}}"}""", $"g4-later-{i}")).Status.ShouldBe(HttpStatusCode.OK);
        var again = await fixture.Other.SendAsync(HttpMethod.Post, $"{path}/stage", """{"stage":"proposal"}""", "g4-stage");
        (again.Status, again.Text, again.ETag, again.FeedPosition).ShouldBe((first.Status, first.Text, first.ETag, first.FeedPosition));
    }

    [Fact]
    public async Task G4_AttemptThatLayInASiloThatStoodStill_IsNotDoneAfterItWasGivenUp()
    {
        var deal = await fixture.Client.CreateDealAsync("g4 late", "g4-late");
        var path = $"/api/v1/deals/{deal.Id}";
        var silo = fixture.System.Silos.ShouldHaveSingleItem();
        silo.Freeze();
        try
        {
            var givenUp = Task.Delay(TimeSpan.FromSeconds(6));
            (await fixture.Client.SendAsync(HttpMethod.Patch, path, """{"title":"late"}""", "g4-late-edit")).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
            await givenUp;
        }
        finally
        {
            silo.Resume();
        }

        // Both attempts are there, and are taken up in any order.
        await Task.Delay(TimeSpan.FromSeconds(2));
        (await fixture.Client.GetAsync(path)).Version.ShouldBe(1);
        (await fixture.Client.SendUntilAnsweredAsync(HttpMethod.Patch, path, """{"title":"late"}""", "g4-late-edit")).Version.ShouldBe(2);
        await DealHistories.CheckAsync(fixture.System, deal.Id);
    }
}
