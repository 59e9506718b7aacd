using Crm.Actors.Chaos.Readers;
using Crm.Actors.TestKit.Running;

namespace Crm.Actors.Chaos.Faults;

/// <summary>kill -9 of the silo that sends to Telegram, which is started again at once and joins the cluster while another one sends.</summary>
/// <param name="telegram">The port at which Telegram is: only who sends is connected to it.</param>
public sealed class KilledSender(int telegram) : IFault
{
    // Orleans.Runtime.SiloStatus
    private const int Active = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public string Name => "sender killed";

    public async Task CauseAsync(Rig rig)
    {
        var silo = await FindAsync(rig);
        var starts = $"orleans.membership WHERE port = {silo.Port}";
        var before = await rig.System.Database.ScalarAsync<int>($"SELECT coalesce(max(generation), 0) FROM {starts}");
        var end = rig.Outages.Begin($"{Name} ({silo.Port})");
        await silo.KillAsync();
        silo.Start();
        // Its former start is a member until the others have heard of its death.
        await Condition.WaitAsync(
            () => rig.System.Database.ScalarAsync<bool>($"SELECT EXISTS (SELECT FROM {starts} AND generation > {before} AND status = {Active})"),
            Patience,
            () => $"silo {silo.Port} joins again\n{rig.System.Log}");
        end();
    }

    private async Task<SiloHandle> FindAsync(Rig rig)
    {
        SiloHandle? silo = null;
        await Condition.WaitAsync(
            () => (silo = ConnectedSilo.To(telegram, rig.System.Silos)) is not null, Patience, () => $"a silo is connected to Telegram\n{rig.System.Log}");
        return silo!;
    }
}
