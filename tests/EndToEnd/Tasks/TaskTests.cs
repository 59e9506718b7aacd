using System.Globalization;
using System.Text.Json;
using Crm.Actors.EndToEndTests.Support;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Tasks;

/// <summary>A deal asks for a task, the task reminds, the stage's deadline passes, each once.</summary>
[Collection(SystemTests.Name)]
public sealed class TaskTests(SystemFixture fixture)
{
    private const string All = "/api/v1/tasks";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private const string Calls = """
        {"name":"Calls","hours":{"timeZone":"Europe/Berlin","opens":"00:00","closes":"00:00","days":["mon","tue","wed","thu","fri","sat","sun"]},
         "stages":[{"slug":"lead"},{"slug":"offer","tasks":[{"title":"Call","priority":"high","dueMinutes":60}],"sla":{"minutes":120,"warnMinutes":60}}]}
        """;

    [Fact]
    public async Task Task_ThatADealAskedFor_IsMadeOnceAndReminds_AlsoAfterARestart()
    {
        var pipeline = (await AcceptedAsync(fixture.Client.SendUntilAnsweredAsync(HttpMethod.Post, "/api/v1/pipelines", Calls, "calls-1"))).Id;
        var deal = (await AcceptedAsync(fixture.Client.SendUntilAnsweredAsync(
            HttpMethod.Post, "/api/v1/deals", $$"""{"title":"asks","pipelineId":"{{pipeline}}"}""", "calls-2"))).Id;
        await AcceptedAsync(fixture.Client.SendUntilAnsweredAsync(HttpMethod.Post, $"/api/v1/deals/{deal}/stage", """{"stage":"offer"}""", "calls-3"));

        var task = await OnlyTaskOfAsync(deal);
        (task.GetProperty("title").GetString(), task.GetProperty("priority").GetString(), task.GetProperty("timeZone").GetString()).ShouldBe(("Call", "high", "Europe/Berlin"));
        (task.GetProperty("dueAt").GetDateTimeOffset() - task.GetProperty("createdAt").GetDateTimeOffset()).ShouldBeInRange(TimeSpan.FromMinutes(50), TimeSpan.FromMinutes(60));
        (await CountAsync($"tasks.stage_deadlines WHERE deal_id = '{deal}'")).ShouldBe(2);
        await fixture.System.Silos[0].KillAsync();
        fixture.System.Silos[0].Start();
        await fixture.System.UntilReadyAsync();

        var path = $"{All}/{task.GetProperty("id").GetString()}";
        var at = TimeProvider.System.GetUtcNow().AddSeconds(3).ToString("O", CultureInfo.InvariantCulture);
        var patched = await AcceptedAsync(fixture.Other.SendUntilAnsweredAsync(HttpMethod.Patch, path, $$"""{"reminders":[{"at":"{{at}}"},{"minutesBefore":5}]}""", "calls-4"));
        patched.Json.GetProperty("reminders").GetArrayLength().ShouldBe(2);
        await Condition.WaitAsync(
            async () => await CountAsync($"events.log WHERE type = 'task.reminder' AND aggregate_id = '{patched.Id}' AND NOT (data ->> 'late')::boolean") == 1,
            Patience,
            () => "the reminder");
        (await AcceptedAsync(fixture.Client.GetUntilAnsweredAsync(path))).Json.GetProperty("reminders").GetArrayLength().ShouldBe(1);

        await AcceptedAsync(fixture.Client.SendUntilAnsweredAsync(HttpMethod.Post, $"{path}/status", """{"status":"done"}""", "calls-5"));
        (await AcceptedAsync(fixture.Other.GetUntilAnsweredAsync($"{All}?dealId={deal}&status=done"))).Json.GetProperty("items").GetArrayLength().ShouldBe(1);
        (await AcceptedAsync(fixture.Other.GetUntilAnsweredAsync($"{All}?dealId={deal}&status=open"))).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        (await CountAsync($"events.log WHERE type = 'task.created' AND data -> 'task' ->> 'dealId' = '{deal}'")).ShouldBe(1);
        (await fixture.System.SiloCommandAsync("verify")).ShouldContain(": 0 differences");
    }

    [Fact]
    public async Task Deadline_OfAStage_IsWarnedOfAndPasses()
    {
        var pipeline = (await AcceptedAsync(fixture.Client.SendUntilAnsweredAsync(HttpMethod.Post, "/api/v1/pipelines", Calls, "deadline-1"))).Id;
        var deal = (await AcceptedAsync(fixture.Client.SendUntilAnsweredAsync(
            HttpMethod.Post, "/api/v1/deals", $$"""{"title":"stays","pipelineId":"{{pipeline}}","stage":"offer"}""", "deadline-2"))).Id;
        await Condition.WaitAsync(async () => await CountAsync($"tasks.stage_deadlines WHERE deal_id = '{deal}'") == 2, Patience, () => "the deadlines");

        // An hour and two of them are over at once.
        await fixture.System.Database.ExecuteAsync($"UPDATE tasks.stage_deadlines SET due_at = due_at - interval '1 day' WHERE deal_id = '{deal}'");

        await Condition.WaitAsync(async () => await CountAsync($"tasks.stage_deadlines WHERE deal_id = '{deal}'") == 0, Patience, () => "the deadlines to pass");
        (await fixture.System.Database.ScalarAsync<string>(
            $"SELECT string_agg(type || ' ' || (data ->> 'late'), ', ' ORDER BY version) FROM events.log WHERE aggregate_id = '{deal}' AND type LIKE 'deal.sla.%'"))
            .ShouldBe("deal.sla.warned true, deal.sla.breached true");
    }

    [Fact]
    public async Task List_Paged_HasEveryTaskOnceInTheOrderAskedFor()
    {
        var deal = (await fixture.Client.CreateDealAsync("tasks", "list-0")).Id;
        for (var i = 1; i <= 5; i++)
        {
            var due = i == 3 ? "null" : $"\"2030-01-0{6 - i}T00:00:00Z\"";
            await AcceptedAsync(fixture.Client.SendUntilAnsweredAsync(HttpMethod.Post, All, $$"""{"title":"{{i}}","dealId":"{{deal}}","dueAt":{{due}} }""", $"list-{i}"));
        }

        (await TitlesAsync($"{All}?dealId={deal}&limit=2")).ShouldBe(["5", "4", "3", "2", "1"]);
        (await TitlesAsync($"{All}?dealId={deal}&limit=2&sort=createdAt")).ShouldBe(["1", "2", "3", "4", "5"]);
        (await TitlesAsync($"{All}?dealId={deal}&limit=2&sort=dueAt")).ShouldBe(["5", "4", "2", "1", "3"]);
        (await TitlesAsync($"{All}?dealId={deal}&dueFrom=2030-01-02T00:00:00Z&dueBefore=2030-01-05T00:00:00Z")).ShouldBe(["4", "2"]);
    }

    /// <summary>The titles of all pages.</summary>
    private async Task<List<string?>> TitlesAsync(string path)
    {
        var titles = new List<string?>();
        string? cursor = null;
        do
        {
            var page = (await AcceptedAsync(fixture.Client.GetUntilAnsweredAsync(cursor is null ? path : $"{path}&cursor={cursor}"))).Json;
            titles.AddRange(page.GetProperty("items").EnumerateArray().Select(static task => task.GetProperty("title").GetString()));
            cursor = page.GetProperty("nextCursor").GetString();
        }
        while (cursor is not null);

        return titles;
    }

    private async Task<JsonElement> OnlyTaskOfAsync(Guid deal)
    {
        JsonElement tasks = default;
        await Condition.WaitAsync(
            async () =>
            {
                tasks = (await AcceptedAsync(fixture.Client.GetUntilAnsweredAsync($"{All}?dealId={deal}"))).Json.GetProperty("items");
                return tasks.GetArrayLength() > 0;
            },
            Patience,
            () => "the task that the deal asked for");
        tasks.GetArrayLength().ShouldBe(1);
        return tasks[0];
    }

    private Task<long> CountAsync(string from) => fixture.System.Database.ScalarAsync<long>($"SELECT count(*) FROM {from}");

    private static async Task<Answer> AcceptedAsync(Task<Answer> sent)
    {
        var answer = await sent;
        answer.IsAccepted.ShouldBeTrue($"{answer}");
        return answer;
    }
}
