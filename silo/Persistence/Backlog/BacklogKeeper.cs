using Crm.Actors.Persistence.Relay;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.Persistence.Backlog;

/// <summary>Looks every ten seconds at what waits, in the silo that leads the relay: one is enough.</summary>
public sealed partial class BacklogKeeper(
    IEnumerable<IBacklogSource> sources, RelayMetrics relay, BacklogMetrics metrics, TimeProvider clock, ILogger<BacklogKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    /// <summary>Between looks whether this silo leads by now.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>How long one place may take.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly HashSet<Type> _failing = [];

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            if (relay.IsLeader)
                metrics.Set(await ReadAsync(stoppingToken));
            else
                metrics.Clear();
            await Task.Delay(relay.IsLeader ? Period : Pause, clock, stoppingToken);
        }
    }

    private async Task<BacklogReading> ReadAsync(CancellationToken stopping)
    {
        var reading = new BacklogReading();
        foreach (var source in sources)
        {
            using var patience = new CancellationTokenSource(Patience, clock);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stopping);
            try
            {
                await source.ReadAsync(reading, over.Token);
                _failing.Remove(source.GetType());
            }
            catch (Exception problem) when (!stopping.IsCancellationRequested)
            {
                // Whatever it is, it must not end the silo, and the next look may find it gone.
                if (_failing.Add(source.GetType()))
                    LogFailing(source.GetType().Name, problem.Message);
            }
        }

        return reading;
    }

    [LoggerMessage(3801, LogLevel.Warning, "What waits cannot be looked at ({Source}) and will be tried again: {Reason}")]
    private partial void LogFailing(string source, string reason);
}
