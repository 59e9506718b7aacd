using Crm.Actors.ManifestTests.Checks;
using Crm.Actors.ManifestTests.Sets;
using Shouldly;
using Xunit;

namespace Crm.Actors.ManifestTests.Planted;

/// <summary>Each check finds faults of its kind: none of them is content with everything.</summary>
public sealed class PlantedFaultTests
{
    public static TheoryData<string> Faults => [.. Plants.All.Select(static plant => $"{plant.Check}: {plant.Fault}")];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Check_PlantedFault_IsFound(string fault)
    {
        var plant = Plants.All.Single(plant => $"{plant.Check}: {plant.Fault}" == fault);
        var good = await ManifestSets.BuildAsync(plant.Set);
        var check = ManifestCheck.All.Single(check => check.Name == plant.Check);

        check.Problems(good).ShouldBeEmpty();
        check.Problems(plant.In(good)).ShouldNotBeEmpty();
    }

    [Fact]
    public void Checks_AllOfThem_HavePlantedFaults() =>
        ManifestCheck.All.Select(static check => check.Name).ShouldBe(Plants.All.Select(static plant => plant.Check).Distinct(StringComparer.Ordinal), ignoreOrder: true);
}
