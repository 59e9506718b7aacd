using Crm.Actors.Chaos.Faults;
using Crm.Actors.Chaos.Recording;

namespace Crm.Actors.Chaos.Scenarios;

/// <summary>G4 and G6 when gateways die.</summary>
public sealed class GatewayKill(int seed) : Scenario
{
    private const int Kills = 20;
    private const int Readers = 50;

    public override string Name => "gateway-kill";

    public override string Description => $"kill -9 of one of 2 gateways, {Kills} times, {Readers} stream readers";

    public override int Edits => 5_000;

    public override Task<RigOptions> PrepareAsync(RigOptions options) => Task.FromResult(options with { StreamReaders = Readers });

    public override Task BreakAsync(Rig rig)
    {
        var fault = new KilledGateway(new Random(seed));
        return RepeatAsync(rig, Kills, Edits, () => fault.CauseAsync(rig));
    }

    public override IEnumerable<Measure> Measures(Rig rig, History history)
    {
        var unanswered = history.Edits.Count(static e => e.Attempts.Any(static a => a.Answer is null));
        yield return new Measure($"{unanswered} edits got no answer and were retried; {history.Repeated.Count} keys asked again", unanswered > 0);
        yield return new Measure($"{rig.Streams.Count} streams over {rig.Streams.Connections} connections", rig.Streams.Connections > Readers);
    }
}
