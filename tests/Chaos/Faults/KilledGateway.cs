using Crm.Actors.TestKit.Running;

namespace Crm.Actors.Chaos.Faults;

/// <summary>kill -9 of a gateway, which is started again at once.</summary>
/// <param name="random">Chooses the gateway.</param>
public sealed class KilledGateway(Random random) : IFault
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public string Name => "gateway killed";

    public async Task CauseAsync(Rig rig)
    {
        var gateway = rig.System.Gateways[random.Next(rig.System.Gateways.Count)];
        var end = rig.Outages.Begin($"{Name} ({gateway.Port})");
        await gateway.KillAsync();
        gateway.Start();
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        await Condition.WaitAsync(() => gateway.IsReadyAsync(http), Patience, () => $"{gateway.Url} is ready again\n{rig.System.Log}");
        end();
    }
}
