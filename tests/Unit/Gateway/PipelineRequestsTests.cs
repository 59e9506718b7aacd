using System.Text.Json.Nodes;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

public sealed class PipelineRequestsTests : IClassFixture<RunningGateway>
{
    private const string All = "/api/v1/pipelines";
    private const string MergePatch = "application/merge-patch+json";
    private static readonly string One = $"{All}/{DefaultPipeline.Id}";

    private readonly RunningGateway _gateway;

    public PipelineRequestsTests(RunningGateway gateway) => _gateway = gateway.Reset();

    [Fact]
    public async Task Create_Body_IsTheDefinition()
    {
        var response = await _gateway.Send("POST", All, """
            {"name":"Roofs","stages":[{"slug":"lead"},{"slug":"offer","name":"Offer","probability":40,"requiredFields":["amount","customFields.cost"]}],
             "customFields":[{"key":"cost","type":"money","currency":"EUR"},{"key":"kind","name":"Kind","type":"choice","choices":["flat","gable"]}],
             "lostReasons":["price"],"freeFields":true}
            """);

        ((int)response.StatusCode).ShouldBe(201);
        response.Headers.Location!.ToString().ShouldBe($"{All}/{RunningGateway.NewId}");
        _gateway.Pipelines.Last.ShouldBeOfType<CreatePipeline>().Definition.ShouldBe(new PipelineDefinition(
            "Roofs",
            [new PipelineStage("lead", "lead"), new PipelineStage("offer", "Offer") { Probability = 40, RequiredFields = ["amount", "customFields.cost"] }])
        {
            CustomFields =
            [
                new CustomField("cost", "cost", CustomFieldType.Money) { Currency = "EUR" },
                new CustomField("kind", "Kind", CustomFieldType.Choice) { Choices = ["flat", "gable"] },
            ],
            LostReasons = ["price"],
            FreeFields = true,
        });
    }

    [Fact]
    public async Task Create_RepeatedWithItsKey_NamesTheSamePipeline()
    {
        const string Body = """{"name":"Roofs","stages":[{"slug":"lead"}]}""";
        await _gateway.Send("POST", All, Body, headers: ("Idempotency-Key", "k"));
        var first = _gateway.Pipelines.Key;
        await _gateway.Send("POST", All, Body, headers: ("Idempotency-Key", "k"));
        _gateway.Pipelines.Key.ShouldBe(first);
        await _gateway.Send("POST", All, Body, headers: ("Idempotency-Key", "l"));
        _gateway.Pipelines.Key.ShouldNotBe(first);
    }

    [Theory]
    [InlineData("{}", false, false, false)]
    [InlineData("""{"customFields":null}""", true, false, false)]
    [InlineData("""{"lostReasons":[],"freeFields":false}""", false, true, true)]
    public async Task Patch_MergePatch_TellsAbsentFromNull(string body, bool fields, bool reasons, bool free)
    {
        ((int)(await _gateway.Send("PATCH", One, body, MergePatch)).StatusCode).ShouldBe(200);

        var command = _gateway.Pipelines.Last.ShouldBeOfType<PatchPipeline>();
        (command.Name.IsSet, command.CustomFields.IsSet, command.LostReasons.IsSet, command.FreeFields.IsSet).ShouldBe((false, fields, reasons, free));
        command.CustomFields.Value.ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"stages":1}""", 400, "#/stages")]
    [InlineData("""{"stages":[1]}""", 400, "#/stages/0")]
    [InlineData("""{"stages":[{"slug":"a"},null]}""", 400, "#/stages/1")]
    [InlineData("""{"stages":[{"slug":1}]}""", 400, "#/stages/0/slug")]
    [InlineData("""{"stages":[{"slug":"a","slug":"b"}]}""", 400, "#/stages/0/slug")]
    [InlineData("""{"stages":[{"slug":"a","retired":true}]}""", 400, "#/stages/0/retired")]
    [InlineData("""{"stages":[{"slug":"a","probability":1.5}]}""", 400, "#/stages/0/probability")]
    [InlineData("""{"stages":[{"slug":"a","requiredFields":["client",1]}]}""", 400, "#/stages/0/requiredFields/1")]
    [InlineData("""{"stages":[{"name":"A"}]}""", 422, "#/stages/0/slug")]
    [InlineData("""{"customFields":[{"key":"a"}]}""", 422, "#/customFields/0/type")]
    [InlineData("""{"customFields":[{"type":"text"}]}""", 422, "#/customFields/0/key")]
    [InlineData("""{"customFields":[{"key":"a","type":"colour"}]}""", 422, "#/customFields/0/type")]
    [InlineData("""{"customFields":[{"key":"a","type":"text","hidden":true}]}""", 400, "#/customFields/0/hidden")]
    [InlineData("""{"stages":[{"slug":"a","tasks":[{}]}]}""", 422, "#/stages/0/tasks/0/title")]
    [InlineData("""{"stages":[{"slug":"a","tasks":[{"title":"x","priority":"top"}]}]}""", 422, "#/stages/0/tasks/0/priority")]
    [InlineData("""{"stages":[{"slug":"a","tasks":[{"title":"x","dueDays":0.5}]}]}""", 400, "#/stages/0/tasks/0/dueDays")]
    [InlineData("""{"stages":[{"slug":"a","sla":{}}]}""", 422, "#/stages/0/sla/minutes")]
    [InlineData("""{"stages":[{"slug":"a","sla":{"minutes":"5"}}]}""", 400, "#/stages/0/sla/minutes")]
    [InlineData("""{"hours":1}""", 400, "#/hours")]
    [InlineData("""{"hours":{"opens":"09:00","closes":"17:00"}}""", 422, "#/hours/timeZone")]
    [InlineData("""{"hours":{"timeZone":"UTC","opens":"9:00","closes":"17:00"}}""", 422, "#/hours/opens")]
    [InlineData("""{"hours":{"timeZone":"UTC","opens":"09:00","closes":"17:00","holidays":["2026-02-30"]}}""", 422, "#/hours/holidays")]
    [InlineData("""{"hours":{"timeZone":"UTC","opens":"09:00","closes":"17:00","days":[1]}}""", 400, "#/hours/days/0")]
    [InlineData("""{"colour":"red"}""", 400, "#/colour")]
    public async Task Patch_WrongBody_NamesThePlace(string body, int status, string pointer)
    {
        var response = await _gateway.Send("PATCH", One, body, MergePatch);

        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, text);
        JsonNode.Parse(text)!["errors"]![0]!["pointer"]!.GetValue<string>().ShouldBe(pointer);
        _gateway.Pipelines.Last.ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"stages":[{"slug":"a"}]} x""")]
    [InlineData("""{"stages":[{"slug":"a"}],""")]
    [InlineData("""{"stages":[{"slug":"a"}""")]
    public async Task Patch_NoJson_Is400(string body)
    {
        ((int)(await _gateway.Send("PATCH", One, body, MergePatch)).StatusCode).ShouldBe(400);
        _gateway.Pipelines.Last.ShouldBeNull();
    }

    [Fact]
    public async Task Patch_IfMatchZero_IsTheDefaultPipelineThatNobodyHasChanged()
    {
        ((int)(await _gateway.Send("PATCH", One, """{"name":"Mine"}""", MergePatch, ("If-Match", "\"0\""))).StatusCode).ShouldBe(200);
        _gateway.Pipelines.Last.ShouldBeOfType<PatchPipeline>().Context.IfMatch.ShouldBe(0);
        ((int)(await _gateway.Send("PATCH", One, """{"name":"Mine"}""", MergePatch, ("If-Match", "\"00\""))).StatusCode).ShouldBe(400);
    }

    [Fact]
    public async Task Get_Known_AnswersWireShapeWithTag()
    {
        var response = await _gateway.Send("GET", One);

        response.Headers.ETag!.Tag.ShouldBe("\"2\"");
        var pipeline = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        pipeline["stages"]![0]!.ToJsonString().ShouldBe("""{"slug":"new","name":"New","probability":null,"requiredFields":[],"retired":false}""");
        pipeline["customFields"]![0]!.ToJsonString().ShouldBe("""{"key":"area","name":"Area","type":"number","hidden":false}""");
        ((int)(await _gateway.Send("GET", One, headers: ("If-None-Match", "\"2\""))).StatusCode).ShouldBe(304);
        ((int)(await _gateway.Send("GET", $"{All}/nope")).StatusCode).ShouldBe(404);
    }

    [Fact]
    public async Task MoveStage_WithAPipeline_IsTheCommand()
    {
        var deal = await _gateway.Send("POST", "/api/v1/deals/0192f0c1-2f6a-7cc1-9d7e-3f2a7b1c5d4e/stage", $$"""{"stage":"lead","pipelineId":"{{DefaultPipeline.Id}}"}""");

        ((int)deal.StatusCode).ShouldBe(200);
        var command = _gateway.Deal.Received.ShouldBeOfType<MoveDealStage>();
        (command.Stage, command.PipelineId).ShouldBe(("lead", DefaultPipeline.Id));
    }
}
