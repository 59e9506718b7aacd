using Crm.Actors.Chaos.Faults;
using Crm.Actors.Chaos.Recording;

namespace Crm.Actors.Chaos.Scenarios;

/// <summary>Connections to PostgreSQL and RabbitMQ are reset or stand still.</summary>
public sealed class TcpDrop(int seed) : Scenario
{
    private const int Drops = 20;

    public override string Name => "tcp-drop";

    public override string Description => $"connections to PostgreSQL or RabbitMQ reset or held, {Drops} times";

    public override int Edits => 3_000;

    public override Task<RigOptions> PrepareAsync(RigOptions options) =>
        Task.FromResult(options with { System = options.System with { Proxies = true } });

    public override Task BreakAsync(Rig rig)
    {
        var fault = new DroppedConnections(new Random(seed));
        return RepeatAsync(rig, Drops, Edits, () => fault.CauseAsync(rig));
    }

    public override IEnumerable<Measure> Measures(Rig rig, History history)
    {
        yield return new Measure($"{history.Outages.Count} drops (>= {Drops})", history.Outages.Count >= Drops);
    }
}
