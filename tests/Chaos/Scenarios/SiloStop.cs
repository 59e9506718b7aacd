using Crm.Actors.Chaos.Faults;
using Crm.Actors.Chaos.Recording;

namespace Crm.Actors.Chaos.Scenarios;

/// <summary>G3 when a silo sleeps and wakes up: what it still wants to write is refused.</summary>
public sealed class SiloStop(int seed) : Scenario
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(60);

    private readonly StoppedSilo _fault = new(new Random(seed), Duration);

    public override string Name => "silo-stop";

    public override string Description => $"SIGSTOP of one of 3 silos for {Duration.TotalSeconds} s";

    public override int Edits => 2_000;

    public override async Task BreakAsync(Rig rig)
    {
        await rig.Load.UntilMoreAsync(Edits / 4);
        await _fault.CauseAsync(rig);
        await rig.Load.UntilMoreAsync(Math.Max(Edits / 4, Edits - rig.Load.Acknowledged));
    }

    public override IEnumerable<Measure> Measures(Rig rig, History history)
    {
        yield return new Measure(_fault.WasGivenUp ? "given up meanwhile, woke up and was started again" : "the cluster did not give it up", _fault.WasGivenUp);
        yield return new Measure($"{_fault.AcknowledgedMeanwhile} edits meanwhile (> 0)", _fault.AcknowledgedMeanwhile > 0);
    }
}
