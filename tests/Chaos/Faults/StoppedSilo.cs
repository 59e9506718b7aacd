using Crm.Actors.TestKit.Running;

namespace Crm.Actors.Chaos.Faults;

/// <summary>SIGSTOP of a silo for a while: the cluster goes on without it, and it wakes up believing in what it last knew.</summary>
/// <param name="random">Chooses the silo.</param>
/// <param name="duration">How long.</param>
public sealed class StoppedSilo(Random random, TimeSpan duration) : IFault
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public string Name => "silo stopped";

    /// <summary>Edits that were acknowledged while it was stopped.</summary>
    public int AcknowledgedMeanwhile { get; private set; }

    /// <summary>Whether the cluster had given it up by then, so that it woke up with a past of its own.</summary>
    public bool WasGivenUp { get; private set; }

    public async Task CauseAsync(Rig rig)
    {
        var silo = rig.System.Silos[random.Next(rig.System.Silos.Count)];
        var end = rig.Outages.Begin($"{Name} ({silo.Port})");
        var before = rig.Load.Acknowledged;
        silo.Freeze();
        try
        {
            await Task.Delay(duration);
            WasGivenUp = await silo.IsGivenUpAsync();
        }
        finally
        {
            AcknowledgedMeanwhile = rig.Load.Acknowledged - before;
            silo.Resume();
        }

        await Condition.WaitAsync(silo.IsActiveAsync, Patience, () => $"silo {silo.Port} is a member again\n{rig.System.Log}");
        end();
    }
}
