namespace Crm.Actors.Chaos.Faults;

/// <summary>kill -9 of RabbitMQ, which stays away while edits go on.</summary>
/// <param name="editsMeanwhile">How many edits are acknowledged before it is started again.</param>
public sealed class KilledRabbitMq(int editsMeanwhile) : IFault
{
    public string Name => "RabbitMQ killed";

    public async Task CauseAsync(Rig rig)
    {
        var broker = rig.System.RabbitMq ?? throw new InvalidOperationException("There is no RabbitMQ.");
        var end = rig.Outages.Begin(Name);
        await broker.KillAsync();
        await rig.Load.UntilMoreAsync(editsMeanwhile);
        await broker.StartAsync();
        end();
    }
}
