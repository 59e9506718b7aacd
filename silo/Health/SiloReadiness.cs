using Crm.Actors.Grains.Health;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.Silo.Health;

/// <summary>
/// Whether the silo can do its work: it has joined the cluster and is not about to leave it, and the database answers. Asked once for all who ask within a
/// second.
/// </summary>
/// <param name="cluster">Whether it has joined.</param>
/// <param name="database">Whether it answers.</param>
/// <param name="lifetime">Whether it is about to stop.</param>
/// <param name="clock">Measures the second.</param>
/// <param name="logger">Hears why not.</param>
internal sealed partial class SiloReadiness(
    ISiloStatusOracle cluster, IDatabaseHealth database, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<SiloReadiness> logger)
{
    private static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private Task<bool>? _check;
    private long _checkedAt;
    private bool _wasReady = true;

    public Task<bool> IsReadyAsync()
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested || cluster.CurrentStatus != SiloStatus.Active)
            return Task.FromResult(false);
        lock (_lock)
        {
            if (_check is { } last && (!last.IsCompleted || clock.GetElapsedTime(_checkedAt) < FreshFor))
                return last;
            _checkedAt = clock.GetTimestamp();
            return _check = CheckAsync();
        }
    }

    private async Task<bool> CheckAsync()
    {
        var fault = await database.CheckAsync();
        // Said when it changes; while it lasts it would be said at every probe.
        if (fault is not null && _wasReady)
            LogNotReady(fault);
        return _wasReady = fault is null;
    }

    [LoggerMessage(5021, LogLevel.Warning, "Requests cannot be served: {Fault}")]
    private partial void LogNotReady(string fault);
}
