using Crm.Actors.TestKit.Running;

namespace Crm.Actors.Chaos.Faults;

/// <summary>kill -9 of a silo, which is started again only when the others have found out by themselves.</summary>
/// <param name="random">Chooses the silo.</param>
public sealed class LostSilo(Random random) : IFault
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public string Name => "silo lost";

    /// <summary>How long the others took to find out the last time.</summary>
    public TimeSpan TakeOver { get; private set; }

    public async Task CauseAsync(Rig rig)
    {
        var silo = rig.System.Silos[random.Next(rig.System.Silos.Count)];
        var from = rig.Clock.Now;
        var end = rig.Outages.Begin($"{Name} ({silo.Port})");
        await silo.KillAsync();
        await Condition.WaitAsync(silo.IsGivenUpAsync, Patience, () => $"silo {silo.Port} is given up\n{rig.System.Log}");
        TakeOver = rig.Clock.Now - from;
        silo.Start();
        await Condition.WaitAsync(silo.IsActiveAsync, Patience, () => $"silo {silo.Port} joins again\n{rig.System.Log}");
        end();
    }
}
