using Crm.Actors.Chaos.Faults;
using Crm.Actors.Chaos.Recording;

namespace Crm.Actors.Chaos.Scenarios;

/// <summary>G7 when silos die between an effect and its note: each event is on the wire at least once and counted once.</summary>
/// <param name="name">The scenario's name.</param>
/// <param name="point">Where they die.</param>
/// <param name="where">The same in words.</param>
/// <param name="seed">Chooses the passes.</param>
public sealed class SelfKill(string name, string point, string where, int seed) : Scenario
{
    private const int Deaths = 50;
    private int _died;

    public override string Name => name;

    public override string Description => $"a silo dies {where}, {Deaths} times";

    public override int Edits => 1_000;

    public override bool NeedsBroker => true;

    /// <summary>Fewer edits: the silos have enough to do with their starts.</summary>
    public override Task<RigOptions> PrepareAsync(RigOptions options) =>
        Task.FromResult(options with { Load = options.Load with { EditsPerSecond = Math.Min(60, options.Load.EditsPerSecond), Writers = Math.Min(8, options.Load.Writers) } });

    public override async Task BreakAsync(Rig rig)
    {
        _died = await new FaultPoint(point, new Random(seed)).RunAsync(rig, Deaths);
        await rig.Load.UntilMoreAsync(Math.Max(100, Edits - rig.Load.Acknowledged));
    }

    public override IEnumerable<Measure> Measures(Rig rig, History history)
    {
        yield return new Measure($"{_died} deaths (>= {Deaths})", _died >= Deaths);
        if (history.Wire is { } wire)
            yield return new Measure($"{wire.Count} messages for {history.Log.Count} events", true);
    }
}
