using Crm.Actors.TestKit.Running;

namespace Crm.Actors.Chaos.Faults;

/// <summary>
/// kill -9 of a silo, which is started again and then joins the cluster: every other time at once, so that the others learn of its death
/// from its return, and every other time only after they have found out by themselves.
/// </summary>
/// <param name="random">Chooses the silo.</param>
public sealed class KilledSilo(Random random) : IFault
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private bool _comesBackAtOnce;

    public string Name => "silo killed";

    public async Task CauseAsync(Rig rig)
    {
        var silo = rig.System.Silos[random.Next(rig.System.Silos.Count)];
        var end = rig.Outages.Begin($"{Name} ({silo.Port})");
        _comesBackAtOnce = !_comesBackAtOnce;
        await silo.KillAsync();
        if (!_comesBackAtOnce)
            await Condition.WaitAsync(silo.IsGivenUpAsync, Patience, () => $"silo {silo.Port} is given up\n{rig.System.Log}");
        silo.Start();
        await Condition.WaitAsync(silo.IsActiveAsync, Patience, () => $"silo {silo.Port} joins again\n{rig.System.Log}");
        end();
    }
}
