using Crm.Actors.ManifestTests.Checks;
using Crm.Actors.TestKit.Manifests;
using Shouldly;
using Xunit;

namespace Crm.Actors.ManifestTests;

/// <summary>Every file of <c>k8s/</c>, whether a build uses it or not: it can be read, and holds no secret.</summary>
public sealed class FileTests
{
    [Fact]
    public void Files_AllOfThem_HoldNoSecret()
    {
        Files("*").ShouldNotBeEmpty();
        Files("*").Where(static file => SecretCheck.LooksSecret(File.ReadAllText(file))).ShouldBeEmpty();
    }

    [Fact]
    public void Files_OfYaml_CanBeRead()
    {
        foreach (var file in Files("*.yaml"))
            YamlText.ParseAll(File.ReadAllText(file)).ShouldNotBeEmpty(file);
        Files("*.yml").ShouldBeEmpty("One ending is enough.");
    }

    [Theory]
    [InlineData("REDIS_URL=redis://:hunter2@redis:6379", true)]
    [InlineData("url: https://crm:hunter2@example.com/x", true)]
    [InlineData("-----BEGIN EC PRIVATE KEY-----", true)]
    [InlineData("redis-sentinel://:$(REDIS_PASSWORD)@redis:26379/crm", false)]
    [InlineData("https://$(HOST_IP):8501", false)]
    [InlineData("git@example.com:crm/crm.git", false)]
    public void LooksSecret_Text_IsSeen(string text, bool secret) => SecretCheck.LooksSecret(text).ShouldBe(secret);

    [Theory]
    [InlineData("a: 1", "1")]
    [InlineData("a: 0440", "288")]
    [InlineData("a: yes", "true")]
    [InlineData("a: \"yes\"", "\"yes\"")]
    [InlineData("a: 1.5", "1.5")]
    [InlineData("a: 1.2.3", "\"1.2.3\"")]
    [InlineData("a: ~", "null")]
    public void Yaml_Scalar_IsTypedAsKubectlDoes(string yaml, string json) =>
        (YamlText.Parse(yaml)["a"]?.ToJsonString() ?? "null").ShouldBe(json);

    [Fact]
    public void Yaml_MergeKeys_AreAppliedAndOverridden() =>
        YamlText.Parse("a: &a\n  x: 1\n  y: 2\nb: &b\n  <<: *a\n  y: 3\nc:\n  <<: [*b, *a]\n  z: 4\n")["c"]!.ToJsonString().ShouldBe("""{"x":1,"y":3,"z":4}""");

    private static IEnumerable<string> Files(string pattern) => Directory.EnumerateFiles(Kustomize.Folder, pattern, SearchOption.AllDirectories);
}
