using Crm.Actors.Chaos;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Chaos;

public sealed class ChaosArgumentsTests
{
    [Fact]
    public void Parse_Nothing_IsTheWholeTable() =>
        Names().ShouldBe(
        [
            "silo-kill", "postgres-kill", "rabbitmq-kill", "redis-kill", "gateway-kill", "relay-kill", "consumer-kill", "silo-stop", "poison", "tcp-drop", "disk-full",
            "telegram-kill", "reminders-kill", "rolling-upgrade",
        ]);

    [Fact]
    public void Parse_Only_IsThatScenario() => Names("--only", "poison").ShouldBe(["poison"]);

    [Fact]
    public void Parse_Minutes_IsAMixedRun() => Names("--minutes", "5", "--seed", "7").ShouldBe(["mixed"]);

    [Fact]
    public void Parse_Seed_IsKept() => ChaosArguments.Parse(["--seed", "7"])!.Seed.ShouldBe(7);

    [Fact]
    public void Parse_Clustering_IsWhereSilosFindEachOther()
    {
        ChaosArguments.Parse([])!.Consul.ShouldBeFalse();
        ChaosArguments.Parse(["--clustering", "adonet"])!.Consul.ShouldBeFalse();
        ChaosArguments.Parse(["--only", "silo-kill", "--clustering", "consul"])!.Consul.ShouldBeTrue();
    }

    [Theory]
    [InlineData("--clustering", "etcd")]
    [InlineData("--clustering")]
    [InlineData("--only", "other")]
    [InlineData("--only")]
    [InlineData("--minutes", "0")]
    [InlineData("--minutes", "much")]
    [InlineData("--minutes", "1", "--only", "poison")]
    [InlineData("--seed")]
    [InlineData("--else")]
    public void Parse_MakesNoSense_IsRefused(params string[] arguments) => ChaosArguments.Parse(arguments).ShouldBeNull();

    private static IEnumerable<string> Names(params string[] arguments) =>
        ChaosArguments.Parse(arguments).ShouldNotBeNull().Scenarios().Select(static scenario => scenario.Name);
}
