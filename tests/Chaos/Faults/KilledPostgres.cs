using Crm.Actors.TestKit.Running;

namespace Crm.Actors.Chaos.Faults;

/// <summary>kill -9 of PostgreSQL, which stays away until every writer has heard of it.</summary>
public sealed class KilledPostgres : IFault
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public string Name => "PostgreSQL killed";

    public async Task CauseAsync(Rig rig)
    {
        var end = rig.Outages.Begin(Name);
        var refused = rig.Sender.Undecided + rig.Load.Writers;
        await rig.System.Postgres.KillAsync();
        await Condition.WaitAsync(
            () => rig.Sender.Undecided >= refused,
            Patience,
            () => $"{rig.Load.Writers} edits are refused");
        await rig.System.Postgres.StartAsync();
        end();
    }
}
