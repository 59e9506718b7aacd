using Crm.Actors.TestKit.Running;

namespace Crm.Actors.Chaos.Faults;

/// <summary>Silos that kill themselves again and again at one point of their program, each time at a pass that the seed chooses.</summary>
/// <param name="point">The point's name in <c>CRM_FAULTS</c>.</param>
/// <param name="random">Chooses the pass.</param>
public sealed class FaultPoint(string point, Random random)
{
    private const int MostPasses = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Arms all silos, waits until they died so often, and disarms them.</summary>
    /// <returns>How often they died.</returns>
    public async Task<int> RunAsync(Rig rig, int deaths)
    {
        var before = DeathsOf(rig);
        await RestartAsync(rig, () => $"{point}:{1 + random.Next(MostPasses)}");
        for (var reached = 0; reached < deaths;)
        {
            var last = reached;
            try
            {
                await Condition.WaitAsync(() => (reached = DeathsOf(rig) - before) > last, Patience, () => $"a silo dies at {point}");
            }
            catch (TimeoutException)
            {
                break;
            }
        }

        var died = DeathsOf(rig) - before;
        await RestartAsync(rig, null);
        return died;
    }

    private static int DeathsOf(Rig rig) => rig.System.Silos.Sum(static silo => silo.Restarts);

    /// <summary>One silo after the other, so that the cluster never stands still.</summary>
    private static async Task RestartAsync(Rig rig, Func<string>? faults)
    {
        foreach (var silo in rig.System.Silos)
        {
            silo.Faults = faults;
            await silo.KillAsync();
            silo.Start();
            if (faults is null)
                await Condition.WaitAsync(silo.IsActiveAsync, Patience, () => $"silo {silo.Port} joins again\n{rig.System.Log}");
        }
    }
}
