using Crm.Actors.TestKit.Network;

namespace Crm.Actors.Chaos.Faults;

/// <summary>Connections from our programs to a service are reset, at once or when the next answer comes, or nothing passes for a while.</summary>
/// <param name="random">Chooses the service and the way.</param>
public sealed class DroppedConnections(Random random) : IFault
{
    private static readonly TimeSpan HoldTime = TimeSpan.FromSeconds(3);

    public string Name => "connections dropped";

    public async Task CauseAsync(Rig rig)
    {
        var urls = rig.System.Urls;
        var postgres = urls.ToPostgres ?? throw new InvalidOperationException("There are no proxies.");
        var isBroker = urls.ToRabbitMq is not null && random.Next(2) == 0;
        var way = random.Next(3);
        var end = rig.Outages.Begin($"{Name} ({(isBroker ? "RabbitMQ" : "PostgreSQL")}, {(way == 0 ? "reset" : way == 1 ? "reset at the next answer" : "held")})");
        await BreakAsync(isBroker ? urls.ToRabbitMq! : postgres, way);
        end();
    }

    private static async Task BreakAsync(TcpProxy proxy, int way)
    {
        switch (way)
        {
            case 0:
                proxy.Cut();
                break;
            case 1:
                proxy.CutAtNextAnswer();
                break;
            default:
                proxy.Hold();
                try
                {
                    await Task.Delay(HoldTime);
                }
                finally
                {
                    proxy.Release();
                }

                break;
        }
    }
}
