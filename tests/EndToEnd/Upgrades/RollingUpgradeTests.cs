using System.Security.Cryptography;
using Crm.Actors.Chaos.Scenarios;
using Crm.Actors.EndToEndTests.Support;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Upgrades;

/// <summary>
/// GW5: three silos and two gateways are replaced one by one while clients work through one address; what <c>./crm chaos --only rolling-upgrade</c> does. In
/// the others' collection only so that they do not run at the same time.
/// </summary>
[Collection(SystemTests.Name)]
public sealed class RollingUpgradeTests(ITestOutputHelper output)
{
    [Fact]
    public async Task EverythingReplacedOneByOne_NoRequestFailsAndStreamsGoOn()
    {
        var seed = RandomNumberGenerator.GetInt32(1_000_000);
        var folder = Directory.CreateTempSubdirectory("crm-upgrade-").FullName;
        var result = await new ScenarioRunner(seed, broker: true, folder).RunAsync(new RollingUpgrade(rounds: 1));

        output.WriteLine($"seed {seed}, {result.Load}, history in {folder}");
        foreach (var measure in result.Measures)
            output.WriteLine(measure.Text);
        result.Error.ShouldBeNull($"seed {seed}");
        result.Findings.ShouldBeEmpty($"seed {seed}");
        result.Measures.ShouldAllBe(static measure => measure.Passed);
        Directory.Delete(folder);
    }
}
