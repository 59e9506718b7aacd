using System.Net;
using System.Text.Json;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.EndToEndTests.Support;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Pipelines;

/// <summary>A pipeline of one's own, its deals, and what becomes of them when it changes.</summary>
[Collection(SystemTests.Name)]
public sealed class PipelineTests(SystemFixture fixture)
{
    private const string All = "/api/v1/pipelines";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private const string Roofs = """
        {"name":"Roofs","stages":[{"slug":"lead"},{"slug":"offer","name":"Offer","probability":40,"requiredFields":["amount","customFields.area"]}],
         "customFields":[{"key":"area","type":"number"},{"key":"kind","type":"choice","choices":["flat","gable"]}],"lostReasons":["price"]}
        """;

    [Fact]
    public async Task Pipeline_OfOnesOwn_RulesItsDeals_AlsoAfterARestart()
    {
        var created = await SendAsync(HttpMethod.Post, All, Roofs, "roofs-1", 201);
        var pipeline = created.Id;
        (await SendAsync(HttpMethod.Post, All, Roofs, "roofs-1", 201)).Text.ShouldBe(created.Text);
        var deal = await SendAsync(HttpMethod.Post, "/api/v1/deals", $$$"""{"title":"Roof","pipelineId":"{{{pipeline}}}","customFields":{"area":120,"kind":"flat"}}""", "roofs-2", 201);
        deal.Json.GetProperty("stage").GetString().ShouldBe("lead");
        var path = $"/api/v1/deals/{deal.Id}";

        await BlamedAsync(HttpMethod.Patch, path, """{"customFields":{"kind":"round"}}""", "#/customFields/kind");
        await BlamedAsync(HttpMethod.Patch, path, """{"customFields":{"area":"wide"}}""", "#/customFields/area");
        await BlamedAsync(HttpMethod.Patch, path, """{"customFields":{"colour":"red"}}""", "#/customFields/colour");
        await BlamedAsync(HttpMethod.Post, $"{path}/stage", """{"stage":"offer"}""", "#/amount");
        await BlamedAsync(HttpMethod.Post, $"{path}/stage", """{"stage":"new"}""", "#/stage");
        await BlamedAsync(HttpMethod.Post, $"{path}/lose", """{"reason":"mood"}""", "#/reason");
        await SendAsync(HttpMethod.Patch, path, """{"amount":"12000","currency":"EUR"}""", "roofs-3");
        await SendAsync(HttpMethod.Post, $"{path}/stage", """{"stage":"offer"}""", "roofs-4");
        await BlamedAsync(HttpMethod.Patch, path, """{"amount":null}""", "#/amount");

        await fixture.System.Silos[0].KillAsync();
        fixture.System.Silos[0].Start();
        await fixture.System.UntilReadyAsync();
        (await fixture.Other.GetUntilAnsweredAsync($"{All}/{pipeline}")).Text.ShouldBe(created.Text);
        await BlamedAsync(HttpMethod.Post, $"{path}/stage", """{"stage":"closing"}""", "#/stage");
        await Condition.WaitAsync(
            async () => (await fixture.Other.GetUntilAnsweredAsync($"{All}/{pipeline}/summary")).Text.Contains("\"stage\":\"offer\"", StringComparison.Ordinal),
            Patience,
            () => "the deal is in the figures of its pipeline");
        (await fixture.System.SiloCommandAsync("verify")).ShouldContain(": 0 differences");
    }

    [Fact]
    public async Task Pipeline_Changed_BreaksNoRunningDeal_AndIsAtOnceOfUse()
    {
        var pipeline = (await SendAsync(HttpMethod.Post, All, Roofs, "change-1", 201)).Id;
        var deal = await SendAsync(
            HttpMethod.Post, "/api/v1/deals", $$$"""{"title":"Roof","pipelineId":"{{{pipeline}}}","customFields":{"area":120,"kind":"flat"}}""", "change-2", 201);
        var path = $"/api/v1/deals/{deal.Id}";

        var changed = await SendAsync(
            HttpMethod.Patch,
            $"{All}/{pipeline}",
            """{"stages":[{"slug":"visit"},{"slug":"order"}],"customFields":[{"key":"area","type":"number"},{"key":"floors","type":"number"}]}""",
            "change-3");
        changed.Json.GetProperty("stages").EnumerateArray().Select(static s => $"{s.GetProperty("slug")} {s.GetProperty("retired")}")
            .ShouldBe(["visit False", "order False", "lead True", "offer True"]);
        changed.Json.GetProperty("customFields").EnumerateArray().Select(static f => $"{f.GetProperty("key")} {f.GetProperty("hidden")}")
            .ShouldBe(["area False", "floors False", "kind True"]);

        // In a stage that is retired, with a field that is hidden.
        var edited = await SendAsync(HttpMethod.Patch, path, """{"title":"Roof 2","customFields":{"kind":"flat","floors":2}}""", "change-4");
        (edited.Json.GetProperty("stage").GetString(), edited.Json.GetProperty("customFields").GetRawText()).ShouldBe(("lead", """{"area":120,"floors":2,"kind":"flat"}"""));
        await BlamedAsync(HttpMethod.Patch, path, """{"customFields":{"kind":"gable"}}""", "#/customFields/kind");
        await SendAsync(HttpMethod.Post, $"{path}/stage", """{"stage":"order"}""", "change-5");
        await BlamedAsync(HttpMethod.Post, $"{path}/stage", """{"stage":"lead"}""", "#/stage");
        var undone = await fixture.Client.SendUntilAnsweredAsync(HttpMethod.Post, $"{path}/undo", """{"version":3}""", "change-6");
        (undone.Status, undone.Text.Contains("Is retired", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.Conflict, true), undone.ToString());

        var history = (await fixture.Other.GetUntilAnsweredAsync($"{All}/{pipeline}/history?limit=1")).Json;
        history.GetProperty("items")[0].GetProperty("type").GetString().ShouldBe("pipeline.created");
        var rest = (await fixture.Other.GetUntilAnsweredAsync($"{All}/{pipeline}/history?cursor={history.GetProperty("nextCursor").GetString()}")).Json;
        rest.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("type").GetString().ShouldBe("pipeline.updated");
        rest.GetProperty("nextCursor").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Deal_MovedToAnotherPipeline_IsInBothHistories_AndComesBack()
    {
        var pipeline = (await SendAsync(HttpMethod.Post, All, Roofs, "across-1", 201)).Id;
        var deal = await fixture.Client.CreateDealAsync("across", "across-2");
        var path = $"/api/v1/deals/{deal.Id}";

        var moved = await SendAsync(HttpMethod.Post, $"{path}/stage", $$"""{"stage":"lead","pipelineId":"{{pipeline}}"}""", "across-3");

        (moved.Json.GetProperty("pipelineId").GetGuid(), moved.Json.GetProperty("stage").GetString()).ShouldBe((pipeline, "lead"));
        var diff = (await fixture.Other.GetUntilAnsweredAsync($"{path}/diff?from=1")).Json.GetProperty("changes");
        diff.EnumerateObject().Select(static c => c.Name).ShouldBe(["pipelineId", "stage"]);
        var back = await SendAsync(HttpMethod.Post, $"{path}/undo", """{"version":2}""", "across-4");
        (back.Json.GetProperty("pipelineId").GetGuid(), back.Json.GetProperty("stage").GetString()).ShouldBe((DefaultPipeline.Id, "new"));
        await BlamedAsync(HttpMethod.Post, $"{path}/stage", $$"""{"stage":"lead","pipelineId":"{{Guid.Empty}}"}""", "#/pipelineId");
    }

    /// <summary>Only its name: the deals of the other tests are in it.</summary>
    [Fact]
    public async Task DefaultPipeline_ChangedForTheFirstTime_BeginsItsHistory()
    {
        var path = $"{All}/{DefaultPipeline.Id}";
        var same = await SendAsync(HttpMethod.Patch, path, """{"freeFields":true}""", "default-1");
        (same.ETag, same.Json.GetProperty("createdAt").ValueKind).ShouldBe(("\"0\"", JsonValueKind.Null));
        (await SendAsync(HttpMethod.Patch, path, """{"freeFields":true}""", "default-1")).Text.ShouldBe(same.Text);
        (await fixture.Other.SendAsync(HttpMethod.Patch, path, """{"name":"Stale"}""", ifMatch: 1)).Status.ShouldBe(HttpStatusCode.PreconditionFailed);

        var changed = await fixture.Other.SendAsync(HttpMethod.Patch, path, """{"name":"Our deals"}""", ifMatch: 0);

        (changed.Status, changed.ETag).ShouldBe((HttpStatusCode.OK, "\"2\""), changed.ToString());
        var history = (await fixture.Client.GetUntilAnsweredAsync($"{path}/history")).Json.GetProperty("items").EnumerateArray().ToList();
        history.Select(static e => $"{e.GetProperty("type").GetString()} {e.GetProperty("data").GetProperty("pipeline").GetProperty("name").GetString()}")
            .ShouldBe(["pipeline.created Sales", "pipeline.updated Our deals"]);
        (await fixture.Client.CreateDealAsync("in the default pipeline", "pipelines-default-2")).Json.GetProperty("stage").GetString().ShouldBe("new");
    }

    [Fact]
    public async Task Deals_OfAPipeline_AreListedByItsFields()
    {
        var pipeline = (await SendAsync(HttpMethod.Post, All, Roofs, "fields-1", 201)).Id;
        foreach (var (number, fields) in new[] { (1, """{"area":120,"kind":"flat"}"""), (2, """{"area":80.5}"""), (3, """{"kind":"gable"}"""), (4, """{"area":200,"kind":"flat"}""") })
            await SendAsync(HttpMethod.Post, "/api/v1/deals", $$$"""{"title":"Roof {{{number}}}","pipelineId":"{{{pipeline}}}","customFields":{{{fields}}}}""", $"fields-of-{number}", 201);

        (await TitlesAsync(pipeline, "sort=title")).ShouldBe("1234");
        (await TitlesAsync(pipeline, "customFields.kind=flat&sort=-customFields.area")).ShouldBe("41");
        (await TitlesAsync(pipeline, "customFields.area.min=80.5&customFields.area.max=120.0&sort=customFields.area")).ShouldBe("21");
        (await TitlesAsync(pipeline, "sort=-customFields.area,title")).ShouldBe("4123");
        (await TitlesAsync(pipeline, "sort=customFields.kind,-title")).ShouldBe("4132");
        (await TitlesAsync(DefaultPipeline.Id, "customFields.kind=flat")).ShouldBeEmpty();

        foreach (var (query, parameter) in new[]
        {
            ("customFields.area=wide", "customFields.area"), ("customFields.kind.min=a", "customFields.kind"), ("customFields.colour=red", "customFields.colour"), ("sort=customFields.colour", "sort"),
        })
        {
            var refused = await fixture.Other.GetUntilAnsweredAsync($"/api/v1/deals?pipelineId={pipeline}&{query}");
            refused.Status.ShouldBe(HttpStatusCode.BadRequest, refused.ToString());
            refused.Json.GetProperty("errors")[0].GetProperty("parameter").GetString().ShouldBe(parameter);
        }

        var nowhere = await fixture.Other.GetUntilAnsweredAsync($"/api/v1/deals?pipelineId={Guid.Empty}&customFields.area=1");
        (nowhere.Status, nowhere.Json.GetProperty("errors")[0].GetProperty("parameter").GetString()).ShouldBe((HttpStatusCode.BadRequest, "pipelineId"));
    }

    [Fact]
    public async Task Pipelines_Listed_BeginWithTheDefaultOne()
    {
        await SendAsync(HttpMethod.Post, All, Roofs, "listed-1", 201);
        var ids = new List<Guid>();
        var cursor = "";
        do
        {
            var page = (await fixture.Client.GetUntilAnsweredAsync($"{All}?limit=1{cursor}")).Json;
            ids.Add(page.GetProperty("items").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetGuid());
            cursor = page.GetProperty("nextCursor").GetString() is { } next ? $"&cursor={next}" : "";
        }
        while (cursor.Length > 0);

        ids[0].ShouldBe(DefaultPipeline.Id);
        ids.ShouldBeUnique();
        var whole = (await fixture.Other.GetUntilAnsweredAsync($"{All}?limit=200")).Json.GetProperty("items").EnumerateArray().Select(static p => p.GetProperty("id").GetGuid());
        whole.ShouldBe(ids);
    }

    /// <summary>The last characters of the titles, in the order of the list.</summary>
    private async Task<string> TitlesAsync(Guid pipeline, string query)
    {
        var answer = await fixture.Other.GetUntilAnsweredAsync($"/api/v1/deals?pipelineId={pipeline}&{query}");
        answer.Status.ShouldBe(HttpStatusCode.OK, answer.ToString());
        return string.Concat(answer.Json.GetProperty("items").EnumerateArray().Select(static deal => deal.GetProperty("title").GetString()![^1]));
    }

    private async Task<Answer> SendAsync(HttpMethod method, string path, string json, string key, int status = 200)
    {
        var answer = await fixture.Client.SendUntilAnsweredAsync(method, path, json, $"pipelines-{key}");
        ((int)answer.Status).ShouldBe(status, answer.ToString());
        return answer;
    }

    private async Task BlamedAsync(HttpMethod method, string path, string json, string pointer)
    {
        var answer = await fixture.Other.SendUntilAnsweredAsync(method, path, json, null);
        (answer.Status, answer.MediaType).ShouldBe((HttpStatusCode.UnprocessableEntity, "application/problem+json"), answer.ToString());
        answer.Json.GetProperty("errors")[0].GetProperty("pointer").GetString().ShouldBe(pointer);
    }
}
