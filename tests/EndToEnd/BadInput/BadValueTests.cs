using Crm.Actors.EndToEndTests.Support;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.BadInput;

/// <summary>G11: values that a deal or a pipeline cannot have are refused by name, and nothing changes. For those of payments see their own tests.</summary>
[Collection(SystemTests.Name)]
public sealed class BadValueTests(SystemFixture fixture)
{
    private const string All = "/api/v1/pipelines";

    private const string Definition = """
        {"name":"Bad values","stages":[{"slug":"lead"},{"slug":"offer","requiredFields":["amount"]}],"lostReasons":["price"],
         "customFields":[{"key":"area","type":"number"},{"key":"kind","type":"choice","choices":["flat","gable"]},{"key":"visit","type":"date"},
                         {"key":"cost","type":"money","currency":"EUR"},{"key":"foreman","type":"user"},{"key":"plan","type":"link"},{"key":"remark","type":"text"}]}
        """;

    [Theory]
    [InlineData("""{"amount":"10.001"}""", 422, "#/amount")]
    [InlineData("""{"amount":"0.5","currency":"JPY"}""", 422, "#/amount")]
    [InlineData("""{"amount":"-0.01"}""", 422, "#/amount")]
    [InlineData("""{"amount":"1000000000000000"}""", 422, "#/amount")]
    [InlineData("""{"amount":1e400}""", 400, "#/amount")]
    [InlineData("""{"amount":"NaN"}""", 400, "#/amount")]
    [InlineData("""{"amount":NaN}""", 400, "#")]
    [InlineData("""{"currency":"XXX"}""", 422, "#/currency")]
    [InlineData("""{"currency":"eur"}""", 422, "#/currency")]
    [InlineData("""{"expectedCloseDate":"1969-12-31"}""", 422, "#/expectedCloseDate")]
    [InlineData("""{"expectedCloseDate":"3000-01-01"}""", 422, "#/expectedCloseDate")]
    [InlineData("""{"expectedCloseDate":"2026-02-30"}""", 400, "#/expectedCloseDate")]
    [InlineData("""{"customFields":{"area":"wide"}}""", 422, "#/customFields/area")]
    [InlineData("""{"customFields":{"area":true}}""", 422, "#/customFields/area")]
    [InlineData("""{"customFields":{"area":1e400}}""", 400, "#/customFields/area")]
    [InlineData("""{"customFields":{"kind":"round"}}""", 422, "#/customFields/kind")]
    [InlineData("""{"customFields":{"kind":["flat"]}}""", 400, "#/customFields/kind")]
    [InlineData("""{"customFields":{"visit":"2026-02-30"}}""", 422, "#/customFields/visit")]
    [InlineData("""{"customFields":{"visit":"1969-12-31"}}""", 422, "#/customFields/visit")]
    [InlineData("""{"customFields":{"cost":"1.005"}}""", 422, "#/customFields/cost")]
    [InlineData("""{"customFields":{"cost":"NaN"}}""", 422, "#/customFields/cost")]
    [InlineData("""{"customFields":{"cost":"1000000000000000"}}""", 422, "#/customFields/cost")]
    [InlineData("""{"customFields":{"foreman":"smith"}}""", 422, "#/customFields/foreman")]
    [InlineData("""{"customFields":{"plan":"javascript:alert(1)"}}""", 422, "#/customFields/plan")]
    [InlineData("""{"customFields":{"remark":1}}""", 422, "#/customFields/remark")]
    [InlineData("""{"customFields":{"colour":"red"}}""", 422, "#/customFields/colour")]
    public async Task Deal_WithWhatItCannotHave_IsRefusedWithThePointerAndStaysAsItWas(string body, int status, string pointer)
    {
        var pipeline = await SendAsync(All, Definition, "pipeline");
        var deal = await SendAsync(
            "/api/v1/deals", $$$"""{"title":"Bad values","pipelineId":"{{{pipeline.Id}}}","amount":"10.00","currency":"EUR","customFields":{"area":120}}""", "deal");
        await RefusedAsync(HttpMethod.Patch, $"/api/v1/deals/{deal.Id}", body, status, pointer, $"/api/v1/deals/{deal.Id}");
    }

    /// <summary>A stage names no other: their order is that of the list, so there is none that leads back to itself.</summary>
    [Theory]
    [InlineData("""{"stages":[{"slug":"lead"},{"slug":"lead"}]}""", 422, "#/stages/1/slug")]
    [InlineData("""{"stages":[{"slug":"lead"},{"slug":"LEAD"}]}""", 422, "#/stages/1/slug")]
    [InlineData("""{"stages":[{"slug":"lead","next":["lead"]}]}""", 400, "#/stages/0/next")]
    [InlineData("""{"stages":[]}""", 422, "#/stages")]
    [InlineData("""{"stages":[{"slug":"lead","probability":101}]}""", 422, "#/stages/0/probability")]
    [InlineData("""{"stages":[{"slug":"lead","requiredFields":["customFields.colour"]}]}""", 422, "#/stages/0/requiredFields/0")]
    [InlineData("""{"stages":[{"slug":"lead"}],"customFields":[{"key":"area","type":"number"},{"key":"area","type":"number"}]}""", 422, "#/customFields/1/key")]
    [InlineData("""{"stages":[{"slug":"lead"}],"customFields":[{"key":"kind","type":"choice","choices":["flat","flat"]}]}""", 422, "#/customFields/0/choices/1")]
    [InlineData("""{"stages":[{"slug":"lead"}],"customFields":[{"key":"cost","type":"money"}]}""", 422, "#/customFields/0/currency")]
    [InlineData("""{"stages":[{"slug":"lead"}],"customFields":[{"key":"area","type":"colour"}]}""", 422, "#/customFields/0/type")]
    [InlineData("""{"stages":[{"slug":"lead"}],"lostReasons":["price","price"]}""", 422, "#/lostReasons/1")]
    public async Task Pipeline_ThatCannotBe_IsRefusedWithThePointerAndStaysAsItWas(string body, int status, string pointer)
    {
        var pipeline = await SendAsync(All, Definition, "pipeline");
        await RefusedAsync(HttpMethod.Patch, $"{All}/{pipeline.Id}", body, status, pointer, $"{All}/{pipeline.Id}");
        await RefusedAsync(HttpMethod.Post, All, $$"""{"name":"Bad",{{body[1..]}}""", status, pointer, $"{All}?limit=200");
    }

    [Theory]
    [InlineData("""{"customFields":[{"key":"area","type":"text"}]}""", "#/customFields/0/type")]
    [InlineData("""{"customFields":[{"key":"cost","type":"money","currency":"USD"}]}""", "#/customFields/0/currency")]
    [InlineData("""{"name":null}""", "#/name")]
    [InlineData("""{"stages":null}""", "#/stages")]
    public async Task Pipeline_ChangedWhereItMustNotChange_IsRefusedWithThePointerAndStaysAsItWas(string body, string pointer)
    {
        var pipeline = await SendAsync(All, Definition, "pipeline");
        await RefusedAsync(HttpMethod.Patch, $"{All}/{pipeline.Id}", body, 422, pointer, $"{All}/{pipeline.Id}");
    }

    /// <summary>Always the same object of a key.</summary>
    private async Task<Answer> SendAsync(string path, string json, string key)
    {
        var answer = await fixture.Client.SendUntilAnsweredAsync(HttpMethod.Post, path, json, $"bad-values-{key}");
        answer.IsAccepted.ShouldBeTrue($"{answer}");
        return answer;
    }

    private async Task RefusedAsync(HttpMethod method, string path, string body, int status, string pointer, string unchanged)
    {
        var before = (await fixture.Other.GetUntilAnsweredAsync(unchanged)).Text;

        var answer = await fixture.Client.SendUntilAnsweredAsync(method, path, body, null);

        ((int)answer.Status, answer.MediaType).ShouldBe((status, "application/problem+json"), $"{method} {path} {body}: {answer}");
        answer.Json.GetProperty("errors")[0].GetProperty("pointer").GetString().ShouldBe(pointer);
        (await fixture.Other.GetUntilAnsweredAsync(unchanged)).Text.ShouldBe(before);
    }
}
