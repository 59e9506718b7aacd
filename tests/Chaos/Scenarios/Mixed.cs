using Crm.Actors.Chaos.Checking;
using Crm.Actors.Chaos.Faults;
using Crm.Actors.Chaos.Recording;

namespace Crm.Actors.Chaos.Scenarios;

/// <summary>All faults, one after another, as the seed chooses.</summary>
public sealed class Mixed(int seed, TimeSpan duration) : Scenario
{
    private const int EditsBetween = 200;
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(20);

    public override string Name => "mixed";

    public override string Description => $"all faults at random for {duration.TotalMinutes:0.#} min";

    public override int Edits => 0;

    public override Task<RigOptions> PrepareAsync(RigOptions options) =>
        Task.FromResult(options with { System = options.System with { Proxies = true } });

    public override async Task BreakAsync(Rig rig)
    {
        var random = new Random(seed);
        List<IFault> faults =
        [
            new KilledSilo(random), new KilledPostgres(), new KilledGateway(random), new StoppedSilo(random, StopTime), new DroppedConnections(random),
        ];
        if (rig.System.RabbitMq is not null)
            faults.Add(new KilledRabbitMq(EditsBetween));
        var until = rig.Clock.Now + duration;
        while (rig.Clock.Now < until)
        {
            await rig.Load.UntilMoreAsync(EditsBetween);
            await faults[random.Next(faults.Count)].CauseAsync(rig);
        }

        await rig.Load.UntilMoreAsync(EditsBetween);
    }

    public override IEnumerable<Measure> Measures(Rig rig, History history)
    {
        var p95 = RecoveryTimes.Percentile(RecoveryTimes.PerDeal(history), 0.95);
        yield return new Measure(
            $"{history.Outages.Count} faults ({string.Join(", ", history.Outages.CountBy(static o => o.Name.Split(" (")[0]).Select(static c => $"{c.Value} {c.Key}"))}), first success per deal: p95 {p95.TotalSeconds:0.0} s",
            history.Outages.Count > 0);
    }
}
