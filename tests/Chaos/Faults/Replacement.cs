using Crm.Actors.TestKit.Running;

namespace Crm.Actors.Chaos.Faults;

/// <summary>
/// A silo or a gateway is replaced as an upgrade does it: each is told to stop (SIGTERM) and goes in order. Of gateways the new one is ready before the old one
/// goes; of silos the old one is gone before the new one comes, which takes its place.
/// </summary>
public sealed class Replacement
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <summary>How many were replaced.</summary>
    public int Count { get; private set; }

    /// <summary>How many of the old ones had to be killed because they did not end.</summary>
    public int Killed { get; private set; }

    public async Task OfSiloAsync(Rig rig, SiloHandle silo)
    {
        var end = rig.Outages.Begin($"silo replaced ({silo.Port})");
        Done(await silo.StopAsync());
        silo.Start();
        await Condition.WaitAsync(silo.IsActiveAsync, Patience, () => $"silo {silo.Port} joins\n{rig.System.Log}");
        end();
    }

    /// <param name="rig">Has a service.</param>
    /// <param name="gateway">The old one.</param>
    public async Task OfGatewayAsync(Rig rig, GatewayHandle gateway)
    {
        var end = rig.Outages.Begin($"gateway replaced ({gateway.Port})");
        var successor = rig.System.AddGateway();
        await Condition.WaitAsync(() => rig.Service!.Ready.Contains(successor), Patience, () => $"{successor.Url} is ready\n{rig.System.Log}");
        Done(await gateway.StopAsync());
        end();
    }

    private void Done(bool endedByItself)
    {
        Count++;
        if (!endedByItself)
            Killed++;
    }
}
