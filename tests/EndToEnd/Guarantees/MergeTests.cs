using System.Net;
using Crm.Actors.EndToEndTests.Support;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Guarantees;

/// <summary>G5: two people who edit different fields both win; the same field is a conflict that shows all three values.</summary>
[Collection(SystemTests.Name)]
public sealed class MergeTests(SystemFixture fixture)
{
    [Fact]
    public async Task G5_DifferentFieldsAtOnce_BothWin()
    {
        var path = await NewDealAsync("g5-different");
        var answers = await Task.WhenAll(
            fixture.Client.SendAsync(HttpMethod.Patch, path, """{"baseVersion":1,"title":"mine"}"""),
            fixture.Other.SendAsync(HttpMethod.Patch, path, """{"baseVersion":1,"amount":"99.50"}"""),
            fixture.Client.SendAsync(HttpMethod.Patch, path, """{"baseVersion":1,"customFields":{"a":1}}"""),
            fixture.Other.SendAsync(HttpMethod.Patch, path, """{"baseVersion":1,"customFields":{"b":2}}"""));
        answers.ShouldAllBe(static a => a.Status == HttpStatusCode.OK);

        var deal = (await fixture.Other.GetAsync(path)).Json;
        deal.GetProperty("title").GetString().ShouldBe("mine");
        deal.GetProperty("amount").GetString().ShouldBe("99.50");
        deal.GetProperty("customFields").GetRawText().ShouldBe("""{"a":1,"b":2}""");
        deal.GetProperty("version").GetInt64().ShouldBe(5);
    }

    [Fact]
    public async Task G5_SameFieldAtOnce_OneWinsAndTheOtherSeesBaseYoursAndTheirs()
    {
        var path = await NewDealAsync("g5-same");
        var answers = await Task.WhenAll(
            fixture.Client.SendAsync(HttpMethod.Patch, path, """{"baseVersion":1,"title":"one"}"""),
            fixture.Other.SendAsync(HttpMethod.Patch, path, """{"baseVersion":1,"title":"two"}"""));

        var winner = answers.Single(static a => a.Status == HttpStatusCode.OK).Json.GetProperty("title").GetString();
        var conflict = answers.Single(static a => a.Status == HttpStatusCode.Conflict).Json;
        conflict.GetProperty("currentVersion").GetInt64().ShouldBe(2);
        var field = conflict.GetProperty("conflicts").EnumerateArray().Single();
        field.GetProperty("field").GetString().ShouldBe("title");
        field.GetProperty("base").GetString().ShouldBe("g5-same");
        field.GetProperty("theirs").GetString().ShouldBe(winner);
        field.GetProperty("yours").GetString().ShouldBe(winner == "one" ? "two" : "one");
    }

    [Fact]
    public async Task G5_SameValueAtOnce_IsNoConflict()
    {
        var path = await NewDealAsync("g5-equal");
        var answers = await Task.WhenAll(
            fixture.Client.SendAsync(HttpMethod.Patch, path, """{"baseVersion":1,"title":"same"}"""),
            fixture.Other.SendAsync(HttpMethod.Patch, path, """{"baseVersion":1,"title":"same"}"""));
        answers.ShouldAllBe(static a => a.Status == HttpStatusCode.OK && a.Version == 2);
    }

    [Fact]
    public async Task IfMatch_AnotherVersion_IsRefusedAndChangesNothing()
    {
        var path = await NewDealAsync("g5-strict");
        (await fixture.Client.SendAsync(HttpMethod.Patch, path, """{"title":"second"}""", ifMatch: 1)).Status.ShouldBe(HttpStatusCode.OK);
        var refused = await fixture.Other.SendAsync(HttpMethod.Patch, path, """{"amount":"1.00"}""", ifMatch: 1);
        refused.Status.ShouldBe(HttpStatusCode.PreconditionFailed);
        refused.Json.GetProperty("currentVersion").GetInt64().ShouldBe(2);
        (await fixture.Client.GetAsync(path)).ETag.ShouldBe("\"2\"");
    }

    private async Task<string> NewDealAsync(string name) => $"/api/v1/deals/{(await fixture.Client.CreateDealAsync(name, name)).Id}";
}
