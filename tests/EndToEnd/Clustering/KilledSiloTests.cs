using System.Diagnostics;
using Crm.Actors.EndToEndTests.Support;
using Crm.Actors.TestKit.Consul;
using Crm.Actors.TestKit.Running;
using Shouldly;
using Xunit;

namespace Crm.Actors.EndToEndTests.Clustering;

/// <summary>
/// One of three silos is killed and stays away, with the membership in Consul and in PostgreSQL. In the others' collection only so that they do not run
/// at the same time.
/// </summary>
[Collection(SystemTests.Name)]
public sealed class KilledSiloTests(ITestOutputHelper output)
{
    private const int Deals = 60;

    private static readonly TimeSpan Allowed = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(12);
    /// <summary>An edit that takes longer has met the killing: gateways ask again by themselves.</summary>
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SiloKilled_OneOfThree_AllDealsServeAgainWithinTenSeconds(bool isConsul)
    {
        await using var system = await CrmSystem.StartAsync(new CrmSystemOptions { Silos = 3, Gateways = 1, Consul = isConsul });
        foreach (var silo in system.Silos)
            await Condition.WaitAsync(silo.IsActiveAsync, Patience, () => $"silo {silo.Port} active\n{system.Log}");
        (await system.Database.ScalarAsync<long>("SELECT count(*) FROM orleans.membership")).ShouldBe(isConsul ? 0 : 3);
        using var client = new CrmClient(system.Gateways[0].Url, system.Token);
        var deals = new List<Guid>();
        for (var i = 0; i < Deals; i++)
            deals.Add((await client.CreateDealAsync($"killed silo {i}", $"killed-silo-{i}")).Id);
        if (system.Consul is { } consul)
            await CheckServicesAsync(system, consul.Api);

        var clock = Stopwatch.StartNew();
        await system.Silos[1].KillAsync();
        var outages = await Task.WhenAll(deals.Select(deal => WatchAsync(client, deal, clock)));

        var hit = outages.Where(static end => end > TimeSpan.Zero).ToList();
        output.WriteLine($"{(isConsul ? "Consul" : "AdoNet")}: {hit.Count} of {Deals} deals were away, until {hit.DefaultIfEmpty().Max().TotalSeconds:0.0} s after the kill");
        hit.ShouldNotBeEmpty("No deal was on the silo that was killed, so nothing was shown.");
        hit.Max().ShouldBeLessThan(Allowed, system.Log);
        (await system.Silos[1].IsGivenUpAsync()).ShouldBeTrue("The others do not know of its death.");
        (await system.Silos[0].StopAsync()).ShouldBeTrue("The silo did not end on SIGTERM.");
        if (system.Consul is { } still)
            (await still.Api.ServicesAsync()).ShouldNotContain(ServiceOf(system.Silos[0]));
    }

    /// <summary>Edits a deal all the time.</summary>
    /// <returns>When it was there again after it had been away; zero when it never was.</returns>
    private static async Task<TimeSpan> WatchAsync(CrmClient client, Guid deal, Stopwatch clock)
    {
        var isAway = false;
        var back = TimeSpan.Zero;
        for (var i = 0; clock.Elapsed < Watched || isAway; i++)
        {
            var asked = clock.Elapsed;
            var answer = await client.TrySendAsync(HttpMethod.Patch, $"/api/v1/deals/{deal}", $$"""{"title":"{{i}}"}""", $"watch-{deal:N}-{i}");
            if (answer is not { IsAccepted: true })
            {
                isAway = true;
                clock.Elapsed.ShouldBeLessThan(Patience, $"{answer}");
            }
            else
            {
                if ((isAway || clock.Elapsed - asked > Slow) && back == TimeSpan.Zero)
                    back = clock.Elapsed;
                isAway = false;
            }

            await Task.Delay(Pause);
        }

        return back;
    }

    /// <summary>All silos and the gateway are in the agent's list, and well.</summary>
    private static async Task CheckServicesAsync(CrmSystem system, ConsulApi consul)
    {
        foreach (var id in system.Silos.Select(ServiceOf).Append($"crm-gateway-127.0.0.1-{system.Gateways[0].Port}"))
            await Condition.WaitAsync(async () => await consul.ServiceStateAsync(id) == "passing", Patience, () => $"{id} passing\n{system.Log}");
    }

    private static string ServiceOf(SiloHandle silo) => $"crm-silo-127.0.0.1-{silo.Port}";
}
