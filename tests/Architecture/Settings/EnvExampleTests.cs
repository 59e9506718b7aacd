using System.Text.RegularExpressions;
using Crm.Actors.Contracts.Configuration;
using Crm.Actors.TestKit.Configuration;
using Shouldly;
using Xunit;

namespace Crm.Actors.ArchitectureTests.Settings;

/// <summary><c>env.example</c> is what silo and gateway ask for: nothing is missing, nothing is left over, and its defaults are theirs.</summary>
public sealed partial class EnvExampleTests : IDisposable
{
    private static readonly string[] Clusterings = ["adonet", "localhost", "consul"];
    private static readonly string[] Programs = ["contracts", "grains", "silo", "gateway"];

    private readonly SampleValues _samples = new();
    private readonly ReadSettings _settings = new();

    public void Dispose() => _samples.Dispose();

    [Fact]
    public void Readers_AreFound()
    {
        var names = SettingsReaders.All.Select(static reader => reader.DeclaringType!.Name).ToList();

        foreach (var name in new[] { "SiloSettings", "GatewaySettings", "DatabaseLogins", "TokenSettings", "FaultPoints" })
            names.ShouldContain(name);
    }

    [Fact]
    public void Variables_ThatProgramsAskFor_AreThoseOfTheFile()
    {
        var known = EnvExample.Read().Select(static variable => variable.Name).ToList();
        AskForAll();

        known.ShouldBeUnique();
        _settings.Variables.Except(known).ShouldBeEmpty("They are read and not in env.example.");
        known.Except(_settings.Variables).ShouldBeEmpty("They are in env.example and nothing reads them.");
        KnownVariables.Names.ShouldBe(known, ignoreOrder: true);
    }

    /// <summary>What is read only under some condition might never be asked for above; its name is in the source all the same.</summary>
    [Fact]
    public void Variables_NamedInTheSource_AreInTheFile()
    {
        var named = Repository.SourceFiles()
            .Where(static file => Programs.Any(folder => file.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)))
            .Where(static file => !file.EndsWith("KnownVariables.cs", StringComparison.Ordinal))
            .SelectMany(static file => Variable().Matches(string.Join('\n', Repository.Lines(file))))
            .Select(static match => match.Groups["name"].Value)
            .ToHashSet(StringComparer.Ordinal);

        named.ShouldContain("CRM_DATABASE_URL");
        named.Except(EnvExample.Read().Select(static variable => variable.Name)).ShouldBeEmpty();
    }

    [Fact]
    public void Variables_AllOfThem_MayComeFromFiles()
    {
        AskForAll();
        _settings.WithoutFile.ShouldBeEmpty();

        foreach (var clustering in Clusterings)
        {
            var values = With(_samples.All(), "CRM_CLUSTERING", clustering);
            _settings.Describe(_samples.InFiles(values)).ShouldBe(_settings.Describe(values));
        }
    }

    [Fact]
    public void Defaults_OfTheFile_AreThoseOfThePrograms()
    {
        var example = EnvExample.Read();
        var compared = 0;
        foreach (var clustering in Clusterings)
        {
            var least = With(SampleValues.Least(), "CRM_CLUSTERING", clustering);
            var written = _settings.Describe(least);
            foreach (var variable in example.Where(static variable => variable.Value.Length > 0 && variable.Name != "CRM_CLUSTERING"))
            {
                var without = least.Where(pair => pair.Key != variable.Name).ToDictionary(StringComparer.Ordinal);
                // What has to be set has no default.
                if (_settings.Refusals(without) is { Count: > 0 } refusals)
                {
                    refusals.Select(SettingsReaders.VariableAtFault).ShouldAllBe(name => name == variable.Name);
                    continue;
                }

                _settings.Describe(without).ShouldBe(written, $"{variable.Name}={variable.Value} is not what it is without it.");
                compared++;
            }
        }

        compared.ShouldBeGreaterThan(40);
        _settings.Describe(With(SampleValues.Least(), "CRM_CLUSTERING", null)).ShouldBe(_settings.Describe(SampleValues.Least()));
    }

    [Fact]
    public void Values_OfAnotherKind_AreSeenAsOthers()
    {
        var least = SampleValues.Least();

        _settings.Describe(With(least, "CRM_SILO_PORT", "11112")).ShouldNotBe(_settings.Describe(least));
        _settings.Describe(With(least, "CRM_RATE_LIMIT_KEY", "1/s")).ShouldNotBe(_settings.Describe(least));
        _settings.Describe(With(least, "TELEGRAM_WEBHOOK_SECRET", "0123456789abcdef")).ShouldNotBe(_settings.Describe(least));
    }

    [Fact]
    public void Variables_AllOfThem_AreExplained() =>
        EnvExample.Read().Where(static variable => variable.Comment.Length < 10).Select(static variable => variable.Name).ShouldBeEmpty();

    [Fact]
    public void Unknown_MistypedVariable_IsFound() =>
        KnownVariables.Unknown(["CRM_COMMIT_LANE", "CRM_COMMIT_LANES", "CRM_COMMIT_LANES_FILE", "AUTH_JWT_SECRT_FILE", "CRM_DATA", "PATH", "TELEGRAM_TOKEN"])
            .ShouldBe(["AUTH_JWT_SECRT_FILE", "CRM_COMMIT_LANE", "TELEGRAM_TOKEN"]);

    /// <summary>Lets all read with little, with everything, and under each way of clustering.</summary>
    private void AskForAll()
    {
        foreach (var clustering in Clusterings)
        {
            _settings.All(With(SampleValues.Least(), "CRM_CLUSTERING", clustering));
            _settings.All(With(_samples.All(), "CRM_CLUSTERING", clustering));
        }
    }

    private static Dictionary<string, string> With(Dictionary<string, string> variables, string name, string? value)
    {
        var changed = variables.ToDictionary(StringComparer.Ordinal);
        changed.Remove(name);
        if (value is not null)
            changed[name] = value;
        return changed;
    }

    [GeneratedRegex("\"(?<name>(CRM|AUTH|TELEGRAM|ORLEANS|RABBITMQ|REDIS|CONSUL|OTEL)_[A-Z0-9_]*[A-Z0-9])\"", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Variable();
}
