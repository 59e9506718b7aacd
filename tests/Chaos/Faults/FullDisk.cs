using Crm.Actors.TestKit.Running;

namespace Crm.Actors.Chaos.Faults;

/// <summary>The database's disk is full until every writer has heard of it. Where the server gave up, it is started again.</summary>
/// <param name="disk">On which its data folder is.</param>
public sealed class FullDisk(SmallDisk disk) : IFault
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public string Name => "disk full";

    public async Task CauseAsync(Rig rig)
    {
        var end = rig.Outages.Begin(Name);
        var refused = rig.Sender.Undecided + rig.Load.Writers;
        await Condition.WaitAsync(
            () =>
            {
                // The server frees old files now and then.
                disk.Fill();
                return rig.Sender.Undecided >= refused;
            },
            Patience,
            () => $"{rig.Load.Writers} edits are refused");
        disk.Free();
        if (rig.System.Postgres.HasEnded)
            await rig.System.Postgres.StartAsync();
        end();
    }
}
