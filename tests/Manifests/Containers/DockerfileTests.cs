using System.Xml.Linq;
using Crm.Actors.ManifestTests.Checks;
using Crm.Actors.ManifestTests.Sets;
using Crm.Actors.TestKit.Manifests;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.ManifestTests.Containers;

/// <summary>The images of silo and gateway would be of fixed versions, have what their builds need, and run as the manifests have them. None is built here.</summary>
public sealed class DockerfileTests
{
    [Theory]
    [InlineData("silo")]
    [InlineData("gateway")]
    public void Images_OfStages_AreOfOneVersionAndTheLastHasNoShell(string folder)
    {
        var file = Dockerfile.Read(folder);

        file.Images.Count.ShouldBe(2);
        foreach (var image in file.Images)
        {
            image.Split('/')[^1].ShouldMatch(@"^(sdk|aspnet):\d+\.\d+-[a-z-]+$", image);
            image.ShouldNotEndWith(":latest");
        }

        file.Images[^1].ShouldEndWith("-chiselled");
        file.User.ShouldBeOneOf("$APP_UID", "1654");
    }

    [Theory]
    [InlineData("silo", "Crm.Actors.Silo")]
    [InlineData("gateway", "Crm.Actors.Gateway")]
    public void Copied_ByTheBuild_IsAllThatItsProjectsNeed(string folder, string project)
    {
        var file = Dockerfile.Read(folder);

        file.EntryPoint.ShouldContain($"\"{project}.dll\"");
        file.Copied.Where(static path => !Path.Exists(Path.Combine(RepositoryLayout.Root, path))).ShouldBeEmpty();
        var needed = Needed($"{folder}/{project}.csproj");
        needed.ShouldContain("contracts/Crm.Actors.Contracts.csproj");
        needed.ShouldContain("env.example");
        Missing(file, needed).ShouldBeEmpty();
    }

    [Fact]
    public void Copied_WithoutAFolder_IsSeen() =>
        Missing(new Dockerfile("FROM x:1 AS build\nCOPY silo silo\nCOPY global.json Directory.Build.props \\\n  Directory.Packages.props env.example ./\n"), Needed("silo/Crm.Actors.Silo.csproj"))
            .ShouldContain("contracts/Crm.Actors.Contracts.csproj");

    [Theory]
    [InlineData("silo")]
    [InlineData("gateway")]
    public void Copied_ByTheBuild_IsNotIgnored(string folder)
    {
        var sent = File.ReadAllLines(Path.Combine(RepositoryLayout.Root, ".dockerignore")).Where(static line => line.StartsWith('!')).Select(static line => line[1..]).ToList();

        sent.ShouldNotBeEmpty();
        Dockerfile.Read(folder).Copied.Where(path => !sent.Exists(kept => IsIn(path, kept))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("silo", "SiloSettings")]
    [InlineData("gateway", "GatewaySettings")]
    public async Task Variables_AndPorts_AreThoseOfTheManifests(string folder, string settings)
    {
        var file = Dockerfile.Read(folder);
        var (_, container, _) = OurContainers.Of(await ManifestSets.BuildAsync("base")).Single(one => one.Settings == settings);

        file.Variables.Where(static name => !VariableCheck.IsKnown(name)).ShouldBeEmpty();
        file.Ports.ShouldBe(container.ItemsAt("ports").Select(static port => port.TextAt("containerPort")!), ignoreOrder: true);
    }

    [Fact]
    public void Instructions_OfAText_AreFound()
    {
        var file = new Dockerfile("ARG V=1.0\nFROM --platform=x r/sdk:${V} AS b\nENV A_B=1 \\\n    C=\"\"\nCOPY --from=b /x ./\nCOPY a b/\nEXPOSE 80 81\n");

        file.Images.ShouldBe(["r/sdk:1.0"]);
        file.Variables.ShouldBe(["A_B", "C"]);
        file.Copied.ShouldBe(["a"]);
        file.Ports.ShouldBe(["80", "81"]);
        file.User.ShouldBe("root");
    }

    private static IEnumerable<string> Missing(Dockerfile file, HashSet<string> needed) => needed.Where(path => !file.Copied.Any(copied => IsIn(path, copied)));

    private static bool IsIn(string path, string folder) => path == folder || path.StartsWith($"{folder.TrimEnd('/')}/", StringComparison.Ordinal);

    /// <summary>The files of a project, those it includes from elsewhere, and those of the projects that it refers to; and what all of them need.</summary>
    private static HashSet<string> Needed(string project)
    {
        var needed = new HashSet<string>(StringComparer.Ordinal) { "global.json", "Directory.Build.props", "Directory.Packages.props" };
        var open = new Stack<string>([project]);
        while (open.TryPop(out var next))
        {
            if (!needed.Add(next))
                continue;
            foreach (var include in XDocument.Load(Path.Combine(RepositoryLayout.Root, next)).Descendants().Attributes("Include").Select(static include => include.Value))
            {
                if (!include.EndsWith(".csproj", StringComparison.Ordinal) && !include.StartsWith("../", StringComparison.Ordinal))
                    continue;
                var path = Path.GetRelativePath(RepositoryLayout.Root, Path.GetFullPath(Path.Combine(RepositoryLayout.Root, Path.GetDirectoryName(next)!, include)));
                if (path.EndsWith(".csproj", StringComparison.Ordinal))
                    open.Push(path);
                else
                    needed.Add(path);
            }
        }

        return needed;
    }
}
