namespace Crm.Actors.Chaos.Faults;

/// <summary>kill -9 of Redis, which stays away while edits go on and comes back empty.</summary>
/// <param name="editsMeanwhile">How many edits are acknowledged before it is started again.</param>
public sealed class KilledRedis(int editsMeanwhile) : IFault
{
    public string Name => "Redis killed";

    public async Task CauseAsync(Rig rig)
    {
        var redis = rig.System.Redis ?? throw new InvalidOperationException("There is no Redis.");
        var end = rig.Outages.Begin(Name);
        await redis.KillAsync();
        await rig.Load.UntilMoreAsync(editsMeanwhile);
        await redis.StartAsync();
        end();
    }
}
