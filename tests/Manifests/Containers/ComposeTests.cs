using System.Text.Json.Nodes;
using Crm.Actors.TestKit.Manifests;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.ManifestTests.Containers;

/// <summary><c>compose.yaml</c>: every check holds for it, and finds a fault of its kind.</summary>
public sealed class ComposeTests
{
    /// <summary>Long enough for every secret that the file wants.</summary>
    private const string AnySecret = "0123456789abcdef0123456789abcdef";

    private static readonly Dictionary<string, Action<JsonNode>> Faults = new(StringComparer.Ordinal)
    {
        ["an image without a version"] = static compose => Service(compose, "postgres")["image"] = "postgres",
        ["the newest image"] = static compose => Service(compose, "redis")["image"] = "redis:latest",
        ["a Dockerfile that there is not"] = static compose => Service(compose, "migrate")["build"]!["dockerfile"] = "silos/Dockerfile",
        ["a service that there is not"] = static compose => Service(compose, "silo-1")["depends_on"]!["mongo"] = new JsonObject { ["condition"] = "service_started" },
        ["a service that cannot be waited for"] = static compose => Service(compose, "postgres").AsObject().Remove("healthcheck"),
        ["a volume that there is not"] = static compose => compose["volumes"]!.AsObject().Remove("postgres"),
        ["a password"] = static compose => Service(compose, "postgres")["environment"]!["POSTGRES_PASSWORD"] = "hunter2",
        ["a URL with a password"] = static compose => Service(compose, "silo-1")["environment"]!["RABBITMQ_URL"] = "amqp://crm:hunter2@rabbitmq:5672/",
        ["a port for everybody"] = static compose => Service(compose, "gateway-1")["ports"] = new JsonArray("8080:8080"),
        ["an image that can be written to"] = static compose => Service(compose, "gateway-1").AsObject().Remove("read_only"),
        ["capabilities"] = static compose => Service(compose, "silo-1").AsObject().Remove("cap_drop"),
        ["privileges"] = static compose => Service(compose, "silo-1").AsObject().Remove("security_opt"),
        ["a mistyped variable"] = static compose => Service(compose, "silo-1")["environment"]!["CRM_COMMIT_LANE"] = "4",
        ["a variable that is missing"] = static compose => Service(compose, "migrate")["environment"]!.AsObject().Remove("CRM_DATABASE_URL"),
        ["a wrong value"] = static compose => Service(compose, "gateway-1")["environment"]!["CRM_HTTP_URL"] = "8080",
    };

    public static TheoryData<string> FaultNames => [.. Faults.Keys];

    [Fact]
    public void Compose_AsItIs_HasNoProblems() => ComposeFile.Problems(Read(), AnySecret).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(FaultNames))]
    public void Compose_PlantedFault_IsFound(string fault)
    {
        var compose = Read();
        Faults[fault](compose);

        ComposeFile.Problems(compose, AnySecret).ShouldNotBeEmpty();
    }

    [Fact]
    public void Compose_Services_AreTheProductAndWhatItNeeds()
    {
        var services = Read()["services"]!.AsObject().Select(static service => service.Key).ToList();

        foreach (var name in new[] { "postgres", "rabbitmq", "redis", "migrate", "silo-1", "gateway-1" })
            services.ShouldContain(name);
    }

    [Theory]
    [InlineData("a${X}b", "a1b")]
    [InlineData("${X:-2}", "2")]
    [InlineData("${X:?set it}", "1")]
    [InlineData("${X:-redis://:${Y:?set it}@h}", "redis://:1@h")]
    [InlineData("$$HOME", "$HOME")]
    public void Filled_Text_HasValues(string text, string filled) => ComposeFile.Filled(text, "1").ShouldBe(filled);

    private static JsonNode Read() => YamlText.Parse(File.ReadAllText(Path.Combine(RepositoryLayout.Root, "compose.yaml")));

    private static JsonNode Service(JsonNode compose, string name) => compose["services"]![name] ?? throw new InvalidOperationException($"There is no service {name} to break.");
}
