using Crm.Actors.Chaos.Faults;
using Crm.Actors.Chaos.Recording;

namespace Crm.Actors.Chaos.Scenarios;

/// <summary>G1 and G8 when PostgreSQL dies.</summary>
public sealed class PostgresKill : Scenario
{
    private const int Kills = 10;

    public override string Name => "postgres-kill";

    public override string Description => $"kill -9 of PostgreSQL, {Kills} times";

    public override int Edits => 5_000;

    public override Task BreakAsync(Rig rig)
    {
        var fault = new KilledPostgres();
        return RepeatAsync(rig, Kills, Edits, () => fault.CauseAsync(rig));
    }

    public override IEnumerable<Measure> Measures(Rig rig, History history) => OutageMeasures.OfDatabase(history);
}
