using Crm.Actors.Chaos.Checking;
using Crm.Actors.Chaos.Faults;
using Crm.Actors.Chaos.Recording;

namespace Crm.Actors.Chaos.Scenarios;

/// <summary>
/// Killed and stopped processes and dropped connections, one after another, as the seed chooses. A full disk, silos that kill themselves at
/// chosen points and poison need a preparation of their own and have scenarios of their own.
/// </summary>
public sealed class Mixed(int seed, TimeSpan duration) : Scenario
{
    private const int EditsBetween = 200;
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(20);

    public override string Name => "mixed";

    public override string Description => $"kills, stops and dropped connections at random for {duration.TotalMinutes:0.#} min";

    public override int Edits => 0;

    public override Task<RigOptions> PrepareAsync(RigOptions options) =>
        Task.FromResult(options with { System = WithRedis.In(options.System) with { Proxies = true } });

    public override async Task BreakAsync(Rig rig)
    {
        var random = new Random(seed);
        List<IFault> faults =
        [
            new KilledSilo(random), new KilledPostgres(), new KilledGateway(random), new StoppedSilo(random, StopTime), new DroppedConnections(random),
            new KilledRedis(EditsBetween),
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
