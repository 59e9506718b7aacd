using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace Crm.Actors.ArchitectureTests;

/// <summary>The shape of the source itself.</summary>
public sealed partial class SourceTests
{
    private const int LongestFile = 300;
    private const int LongestProgram = 60;

    [Fact]
    public void Files_AreShort() =>
        Repository.SourceFiles().Where(static file => Repository.Lines(file).Length > LongestFile).ShouldBeEmpty();

    [Fact]
    public void Programs_AreTablesOfContents()
    {
        string[] programs = ["silo/Program.cs", "gateway/Program.cs"];
        programs.Where(static file => Repository.Lines(file).Length > LongestProgram).ShouldBeEmpty();
    }

    [Fact]
    public void Files_HaveNoOpenEnds() =>
        Repository.SourceFiles()
            .Where(static file => !file.EndsWith("SourceTests.cs", StringComparison.Ordinal))
            .Where(static file => Repository.Lines(file).Any(static line => line.Contains("TODO", StringComparison.Ordinal) || line.Contains("NotImplementedException", StringComparison.Ordinal)))
            .ShouldBeEmpty();

    /// <summary>What dotnet format would say, without the minutes it takes to load every project.</summary>
    [Fact]
    public void Usings_AreSortedByNameWithThoseOfSystemFirst()
    {
        var files = Repository.SourceFiles().ToDictionary(static file => file, static file => Repository.Lines(file)
            .TakeWhile(static line => !line.StartsWith("namespace ", StringComparison.Ordinal))
            .Select(static line => Using().Match(line).Groups["name"].Value)
            .Where(static name => name.Length > 0)
            .ToList());

        files.Values.Sum(static names => names.Count).ShouldBeGreaterThan(1000);
        files.Where(static file => !file.Value.SequenceEqual(file.Value
                .OrderBy(static name => name.Split('.')[0] != "System")
                .ThenBy(static name => name.Replace('.', ' '), StringComparer.OrdinalIgnoreCase)))
            .Select(static file => file.Key)
            .ShouldBeEmpty();
    }

    /// <summary>Whoever looks for an id in the logs of all programs finds one kind of entry.</summary>
    [Fact]
    public void LogEntries_HaveIdsOfTheirOwn()
    {
        var ids = Repository.SourceFiles()
            .SelectMany(static file => EventId().Matches(string.Join('\n', Repository.Lines(file))))
            .Select(static match => match.Groups["id"].Value)
            .ToList();

        ids.Count.ShouldBeGreaterThan(50);
        ids.ShouldBeUnique();
    }

    [Theory]
    [InlineData("contracts")]
    [InlineData("grains")]
    [InlineData("gateway")]
    [InlineData("tests")]
    public void PatchDeal_IsFoundByNameInEveryLayer(string layer) =>
        Repository.SourceFiles()
            .Where(file => file.StartsWith(layer + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            .Where(static file => Path.GetFileName(file).Contains("PatchDeal", StringComparison.Ordinal))
            .ShouldNotBeEmpty($"No file of {layer} has PatchDeal in its name.");

    [GeneratedRegex(@"^using (?<name>[\w.]+);$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Using();

    [GeneratedRegex(@"\[LoggerMessage\(\s*(EventId = )?(?<id>[0-9]+)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex EventId();
}
