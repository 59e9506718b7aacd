using Crm.Actors.ManifestTests.Checks;
using Crm.Actors.ManifestTests.Schemas;
using Crm.Actors.ManifestTests.Sets;
using Shouldly;
using Xunit;

namespace Crm.Actors.ManifestTests;

/// <summary>
/// Every build of <c>k8s/</c> passes every check. No cluster, mesh, operator or Argo CD runs here: that they take what is checked, and do with it what is meant,
/// is not tested.
/// </summary>
public sealed class ManifestTests
{
    public static TheoryData<string> Sets => [.. ManifestSets.Names];

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task Set_AnyCheck_FindsNothing(string name)
    {
        var set = await ManifestSets.BuildAsync(name);

        set.Objects.ShouldNotBeEmpty();
        ManifestCheck.All.SelectMany(check => check.Problems(set).Select(problem => $"{check.Name}: {problem}")).ShouldBeEmpty(name);
    }

    [Fact]
    public void Sets_OfTheWholeProduct_AreThere()
    {
        ManifestSets.Names.ShouldBeUnique();
        foreach (var folder in new[] { "base", "overlays/dev", "overlays/stage", "overlays/prod", "data/overlays/prod", "argocd" })
            ManifestSets.Names.ShouldContain(folder);
    }

    [Fact]
    public async Task Base_Kinds_AreTypedAndTheProductIsInIt()
    {
        var set = await ManifestSets.BuildAsync("base");

        set.Objects.Where(static one => !StrictModels.Knows(one)).ShouldBeEmpty();
        foreach (var name in new[] { "crm-silo", "crm-gateway" })
            set.Has("Deployment", "crm", name).ShouldBeTrue(name);
        set.Has("Job", "crm", "crm-migrate").ShouldBeTrue();
        OurContainers.Of(set).Select(static container => container.Settings).ShouldBe(["DatabaseLogins", "GatewaySettings", "SiloSettings", "VerifyCommand"], ignoreOrder: true);
    }
}
