using System.Net;
using Crm.Actors.EndToEndTests.Support;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Guarantees;

/// <summary>What a deal was is what its callers were answered then, and one's own changes can be taken back.</summary>
[Collection(SystemTests.Name)]
public sealed class DealPastTests(SystemFixture fixture)
{
    [Fact]
    public async Task AsOf_EveryVersion_IsWhatWasAnsweredThen_AlsoAfterARestart()
    {
        var answers = new List<Answer> { await fixture.Client.CreateDealAsync("past", "past-1") };
        var path = $"/api/v1/deals/{answers[0].Id}";
        foreach (var (method, action, body) in new (HttpMethod, string, string?)[]
        {
            (HttpMethod.Patch, "", """{"title":"Крыша","customFields":{"floors":2}}"""),
            (HttpMethod.Post, "/stage", """{"stage":"proposal"}"""),
            (HttpMethod.Post, "/lose", """{"reason":"price"}"""),
            (HttpMethod.Post, "/reopen", null),
            (HttpMethod.Patch, "", """{"amount":"12.50","tags":["a"],"customFields":{"floors":null}}"""),
            (HttpMethod.Post, "/archive", null),
            (HttpMethod.Post, "/restore", null),
        })
        {
            answers.Add(await fixture.Client.SendUntilAnsweredAsync(method, path + action, body, $"past-{answers.Count + 1}"));
            answers[^1].IsAccepted.ShouldBeTrue($"{answers[^1]}");
        }

        await fixture.System.Silos[0].KillAsync();
        fixture.System.Silos[0].Start();
        await fixture.System.UntilReadyAsync();
        foreach (var answer in answers)
        {
            var then = await ReadAsync($"{path}?asOf={answer.Version}");
            (then.Text, then.ETag).ShouldBe((answer.Text, answer.ETag));
            then.FeedPosition.ShouldNotBeNull();
            var byTime = await ReadAsync($"{path}?asOf={answer.Json.GetProperty("updatedAt").GetString()}");
            byTime.Text.ShouldBe(answer.Text);
        }

        (await fixture.Other.GetUntilAnsweredAsync($"{path}?asOf=99")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await fixture.Other.GetUntilAnsweredAsync($"{path}?asOf=2001-01-01T00:00:00Z")).Status.ShouldBe(HttpStatusCode.NotFound);

        var diff = (await ReadAsync($"{path}/diff?from=1&to=4")).Json;
        diff.GetProperty("from").GetProperty("version").GetInt64().ShouldBe(1);
        diff.GetProperty("changes").GetRawText().ShouldBe(
            """{"title":{"from":"past","to":"Крыша"},"stage":{"from":"new","to":"proposal"},"status":{"from":"open","to":"lost"},"lostReason":{"from":null,"to":"price"},"customFields.floors":{"from":null,"to":2}}""");
        (await ReadAsync($"{path}/diff?from=8")).Json.GetProperty("changes").EnumerateObject().ShouldBeEmpty();
    }

    [Fact]
    public async Task List_AsOf_ShowsEachDealAsItWas_AlsoAfterARestart()
    {
        var answers = new List<Answer> { await fixture.Client.CreateDealAsync("Hermes of then", "listed-1") };
        var path = $"/api/v1/deals/{answers[0].Id}";
        foreach (var (method, action, body) in new (HttpMethod, string, string)[]
        {
            (HttpMethod.Patch, "", """{"customFields":{"floors":2}}"""),
            (HttpMethod.Post, "/lose", """{"reason":"price"}"""),
            (HttpMethod.Post, "/reopen", "{}"),
            (HttpMethod.Patch, "", """{"title":"Of another name"}"""),
        })
        {
            answers.Add(await fixture.Client.SendUntilAnsweredAsync(method, path + action, body, $"listed-{answers.Count + 1}"));
            answers[^1].IsAccepted.ShouldBeTrue($"{answers[^1]}");
        }

        foreach (var restart in new[] { false, true })
        {
            if (restart)
            {
                await fixture.System.Silos[0].KillAsync();
                fixture.System.Silos[0].Start();
                await fixture.System.UntilReadyAsync();
            }

            foreach (var answer in answers.SkipLast(1))
            {
                var then = await ReadAsync($"/api/v1/deals?q=hermes+then&asOf={answer.Json.GetProperty("updatedAt").GetString()}");
                then.Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetRawText().ShouldBe(answer.Text);
            }
        }

        var renamed = answers[^1].Json.GetProperty("updatedAt").GetString();
        (await ReadAsync($"/api/v1/deals?q=hermes+then&asOf={renamed}")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        (await ReadAsync("/api/v1/deals?q=hermes+then&asOf=2001-01-01T00:00:00Z")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        (await ReadAsync("/api/v1/deals?q=hermes+then")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        (await fixture.Other.GetUntilAnsweredAsync("/api/v1/deals?asOf=1")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await fixture.System.SiloCommandAsync("verify")).ShouldContain(": 0 differences");
    }

    [Fact]
    public async Task Undo_OwnChange_GivesTheFormerValues_Once_AndCanBeUndone()
    {
        var deal = await fixture.Client.CreateDealAsync("undo", "undo-1");
        var path = $"/api/v1/deals/{deal.Id}";
        await fixture.Client.SendUntilAnsweredAsync(HttpMethod.Patch, path, """{"title":"changed","amount":"20.00"}""", "undo-2");
        await fixture.Client.SendUntilAnsweredAsync(HttpMethod.Post, $"{path}/stage", """{"stage":"qualified"}""", "undo-3");

        var undone = await fixture.Client.SendUntilAnsweredAsync(HttpMethod.Post, $"{path}/undo", """{"version":2}""", "undo-4");
        undone.Status.ShouldBe(HttpStatusCode.OK, $"{undone}");
        (undone.Version, undone.Json.GetProperty("title").GetString(), undone.Json.GetProperty("amount").GetString(), undone.Json.GetProperty("stage").GetString())
            .ShouldBe((4L, "undo", "10.00", "qualified"));
        var again = await fixture.Other.SendUntilAnsweredAsync(HttpMethod.Post, $"{path}/undo", """{"version":2}""", "undo-4");
        (again.Text, again.ETag).ShouldBe((undone.Text, undone.ETag));

        var dependent = await fixture.Client.SendUntilAnsweredAsync(HttpMethod.Post, $"{path}/undo", """{"version":2}""", "undo-5");
        dependent.Status.ShouldBe(HttpStatusCode.Conflict);
        dependent.Json.GetProperty("detail").GetString()!.ShouldContain("Version 4 changed");
        (await fixture.Client.SendUntilAnsweredAsync(HttpMethod.Post, $"{path}/undo", """{"version":9}""", "undo-6")).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);

        var redone = await fixture.Client.SendUntilAnsweredAsync(HttpMethod.Post, $"{path}/undo", """{"version":4}""", "undo-7");
        (redone.Version, redone.Json.GetProperty("title").GetString(), redone.Json.GetProperty("amount").GetString()).ShouldBe((5L, "changed", "20.00"));
        var events = await fixture.System.EventsAsync(deal.Id);
        events.Select(static e => e.Data.GetType().Name).ShouldBe(["DealCreated", "DealUpdated", "DealStageChanged", "DealUpdated", "DealUpdated"]);
    }

    private async Task<Answer> ReadAsync(string path)
    {
        var answer = await fixture.Other.GetUntilAnsweredAsync(path);
        answer.Status.ShouldBe(HttpStatusCode.OK, $"{path}: {answer}");
        return answer;
    }
}
