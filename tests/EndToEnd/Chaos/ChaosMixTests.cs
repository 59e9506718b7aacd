using System.Security.Cryptography;
using Crm.Actors.Chaos.Scenarios;
using Crm.Actors.EndToEndTests.Support;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Chaos;

/// <summary>
/// G1 to G8 at once: three silos, two gateways, PostgreSQL and RabbitMQ, kills, stops and dropped connections at random for three minutes. In the others'
/// collection only so that they do not run at the same time.
/// </summary>
[Collection(SystemTests.Name)]
public sealed class ChaosMixTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Duration = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task AllFaultsAtRandom_NoPromiseIsBroken()
    {
        var seed = RandomNumberGenerator.GetInt32(1_000_000);
        var folder = Directory.CreateTempSubdirectory("crm-chaos-").FullName;
        var result = await new ScenarioRunner(seed, broker: true, folder).RunAsync(new Mixed(seed, Duration));

        output.WriteLine($"seed {seed} ({Duration.TotalMinutes} min: ./crm chaos --minutes {Duration.TotalMinutes} --seed {seed}), {result.Load}");
        foreach (var measure in result.Measures)
            output.WriteLine(measure.Text);
        result.Error.ShouldBeNull($"seed {seed}");
        result.Findings.ShouldBeEmpty($"seed {seed}");
        result.Measures.ShouldAllBe(static measure => measure.Passed);
        Directory.Delete(folder);
    }
}
