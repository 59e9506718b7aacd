using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Actors.Gateway.Deals;
using Crm.Actors.Gateway.Json;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

/// <summary>The document that clients are built from. It changes only together with <c>docs/openapi/v1.json</c>.</summary>
public sealed class OpenApiTests(RunningGateway gateway) : IClassFixture<RunningGateway>
{
    private static readonly string Kept = Path.Combine(Root(), "docs", "openapi", "v1.json");

    [Fact]
    public async Task Document_Now_IsTheOneThatIsKept()
    {
        var now = (await Document()).ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = JsonOutput.Encoder }) + "\n";
        if (Environment.GetEnvironmentVariable("CRM_KEEP_OPENAPI") == "1") await File.WriteAllTextAsync(Kept, now);

        now.ShouldBe(await File.ReadAllTextAsync(Kept), "The document changed. If that was meant, run this test with CRM_KEEP_OPENAPI=1.");
    }

    [Fact]
    public async Task Document_EveryReference_Resolves()
    {
        var document = await Document();

        foreach (var reference in Members(document, "$ref").Select(node => node!.GetValue<string>()))
        {
            JsonNode? place = document;
            foreach (var step in reference.TrimStart('#', '/').Split('/')) place = place?[step];
            place.ShouldNotBeNull(reference);
        }
    }

    [Fact]
    public async Task Document_EveryOperation_IsComplete()
    {
        var document = await Document();

        ((string?)document["openapi"])!.ShouldStartWith("3.1");
        foreach (var (path, item) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in item!.AsObject())
            {
                var name = $"{method} {path}";
                ((string?)operation!["operationId"]).ShouldNotBeNullOrEmpty(name);
                ((string?)operation["summary"]).ShouldNotBeNullOrEmpty(name);
                operation["tags"]!.AsArray().Count.ShouldBe(1, name);
                operation["responses"]!.AsObject().Any(response => response.Key[0] == '2').ShouldBeTrue(name);
                if (path.StartsWith("/api/", StringComparison.Ordinal)) operation["security"]!.AsArray().Count.ShouldBe(1, name);
                var inPath = Parameters(operation).Where(parameter => (string?)parameter["in"] == "path").Select(parameter => (string?)parameter["name"]);
                inPath.ShouldBe(path.Contains("{id}", StringComparison.Ordinal) ? ["id"] : [], name);
                if (method != "get") operation["requestBody"].ShouldNotBeNull(name);
            }
        }
    }

    [Theory]
    [InlineData(DealSchemas.DealCreate)]
    [InlineData(DealSchemas.DealPatch)]
    public async Task Document_BodySchema_HasTheMembersThatAreRead(string schema)
    {
        var read = schema == DealSchemas.DealPatch ? DealFields.OfPatch : DealFields.OfNew;

        var described = (await Document())["components"]!["schemas"]![schema]!["properties"]!.AsObject().Select(member => member.Key);

        described.Order().ShouldBe(read.All.Order());
    }

    [Fact]
    public async Task Document_DealSchema_HasTheMembersThatAreWritten()
    {
        var deal = JsonNode.Parse(await gateway.Client.GetStringAsync($"/api/v1/deals/{FakeDeal.Sample.Id}"))!.AsObject();

        var required = (await Document())["components"]!["schemas"]![DealSchemas.Deal]!["required"]!.AsArray().Select(name => (string?)name);

        deal.Select(member => member.Key).Order().ShouldBe(required.Order());
    }

    private async Task<JsonNode> Document() => JsonNode.Parse(await gateway.Client.GetStringAsync("/openapi/v1.json"))!;

    private static IEnumerable<JsonObject> Parameters(JsonNode operation) => operation["parameters"]?.AsArray().Select(node => node!.AsObject()) ?? [];

    private static IEnumerable<JsonNode?> Members(JsonNode? node, string name) => node switch
    {
        JsonObject all => all.SelectMany(member => member.Key == name ? [member.Value] : Members(member.Value, name)),
        JsonArray all => all.SelectMany(element => Members(element, name)),
        _ => [],
    };

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Crm.Actors.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
