using Crm.Actors.TestKit.Configuration;
using Shouldly;
using Xunit;

namespace Crm.Actors.ArchitectureTests.Settings;

/// <summary>No secret that the environment gives comes out of settings by a log line: neither of a record of settings nor of a refusal.</summary>
public sealed class SecretSettingsTests : IDisposable
{
    private static readonly string[] Clusterings = ["adonet", "localhost", "consul"];

    private readonly SampleValues _samples = new();
    private readonly ReadSettings _settings = new();

    public void Dispose() => _samples.Dispose();

    [Fact]
    public void Secrets_AreInTheSettings()
    {
        // Else the tests below would look for nothing.
        _settings.Describe(_samples.All()).ShouldContain(SampleValues.Mark);
        _samples.All().Values.Count(static value => value.Contains(SampleValues.Mark, StringComparison.Ordinal)).ShouldBeGreaterThan(9);
    }

    [Fact]
    public void ToString_AnySettings_HoldsNoSecret()
    {
        var seen = 0;
        foreach (var clustering in Clusterings)
        {
            var variables = _samples.All();
            variables["CRM_CLUSTERING"] = clustering;
            foreach (var settings in _settings.All(variables).SelectMany(SettingsGraph.OurObjects))
            {
                $"{settings}".ShouldNotContain(SampleValues.Mark, Case.Insensitive, $"{settings.GetType()} tells a secret.");
                seen++;
            }
        }

        seen.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void Refusal_OfAnUnusableSecret_DoesNotRepeatIt()
    {
        var refused = 0;
        foreach (var (name, good) in _samples.All().Where(static pair => pair.Value.Contains(SampleValues.Mark, StringComparison.Ordinal)))
        {
            string[] unusable =
            [
                SampleValues.Mark, $"{SampleValues.Mark} {SampleValues.Mark}", $"x://{SampleValues.Mark}", $"{good}?{SampleValues.Mark}=1", $"{good}#{SampleValues.Mark}", $"{good}/{SampleValues.Mark}",
                good.Replace("@", $"@:{SampleValues.Mark}@[", StringComparison.Ordinal), good.Replace(":" + SampleValues.Mark, $":{SampleValues.Mark}%zz", StringComparison.Ordinal),
            ];
            foreach (var value in unusable)
            {
                var variables = _samples.All();
                variables[name] = value;
                foreach (var refusal in _settings.Refusals(variables))
                {
                    SettingsReaders.VariableAtFault(refusal).ShouldNotBeNull($"{name}: {refusal}");
                    refusal.ToString().ShouldNotContain(SampleValues.Mark, Case.Insensitive, name);
                    refusal.Message.ReplaceLineEndings("").ShouldBe(refusal.Message);
                    refused++;
                }
            }
        }

        refused.ShouldBeGreaterThan(30);
    }

    [Fact]
    public void Refusal_OfNonsense_NamesItsVariable()
    {
        var refusing = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, clustering) in _samples.All().Keys.SelectMany(static _ => Clusterings, static (name, clustering) => (name, clustering)))
        {
            foreach (var nonsense in new[] { "\u0001 ?", "-1", "/nonexistent/\u0001" })
            {
                var variables = _samples.All();
                variables["CRM_CLUSTERING"] = clustering;
                variables[name] = nonsense;
                foreach (var refusal in _settings.Refusals(variables))
                {
                    // Where two variables do not go together, the other one may be named, and this one or its value beside it.
                    SettingsReaders.VariableAtFault(refusal).ShouldNotBeNull($"{name}: {refusal}");
                    (refusal.Message.Contains(name, StringComparison.Ordinal) || refusal.Message.Contains(nonsense, StringComparison.Ordinal)).ShouldBeTrue($"{name}: {refusal}");
                    refusing.Add(name);
                }
            }
        }

        // Nonsense is never silently the default: any text is an issuer, an audience or an exchange, and the rest refuse it.
        _samples.All().Keys.Except(refusing).ShouldBe(["AUTH_JWT_AUDIENCE", "AUTH_JWT_ISSUER"], ignoreOrder: true);
    }
}
