using System.Globalization;
using Crm.Actors.Chaos.Checking;
using Crm.Actors.Chaos.Faults;
using Crm.Actors.Chaos.Recording;

namespace Crm.Actors.Chaos.Scenarios;

/// <summary>G1 to G4 when silos die.</summary>
public sealed class SiloKill(int seed) : Scenario
{
    private const int Kills = 20;
    private static readonly TimeSpan Target = TimeSpan.FromSeconds(10);

    public override string Name => "silo-kill";

    public override string Description => $"kill -9 of one of 3 silos, {Kills} times, back at once or when the others noticed";

    public override int Edits => 10_000;

    public override Task BreakAsync(Rig rig)
    {
        var fault = new KilledSilo(new Random(seed));
        return RepeatAsync(rig, Kills, Edits, () => fault.CauseAsync(rig));
    }

    public override IEnumerable<Measure> Measures(Rig rig, History history)
    {
        var times = RecoveryTimes.PerDeal(history);
        var (p95, slowest) = (RecoveryTimes.Percentile(times, 0.95), RecoveryTimes.Percentile(times, 1));
        yield return new Measure(
            string.Create(CultureInfo.InvariantCulture, $"first success per deal: p95 {p95.TotalSeconds:0.0} s, slowest of {times.Count} {slowest.TotalSeconds:0.0} s (<= 10)"),
            times.Count > 0 && slowest <= Target);
    }
}
