using Crm.Actors.Contracts;
using Crm.Actors.Gateway.Cluster;

namespace Crm.Actors.Gateway.Health;

/// <summary>Whether requests can be served: asked once for all who ask within a while, since anybody may ask.</summary>
/// <param name="grains">The way to the grain that asks the database.</param>
/// <param name="silo">Whether there is a way.</param>
/// <param name="freshFor">How long an answer is good.</param>
/// <param name="clock">Measures it.</param>
/// <param name="logger">Hears why not.</param>
internal sealed partial class Readiness(IGrainFactory grains, ISiloLink silo, TimeSpan freshFor, TimeProvider clock, ILogger<Readiness> logger)
{
    private readonly Lock _lock = new();
    private Task<bool>? _check;
    private long _checkedAt;
    private bool _wasReady = true;

    public Task<bool> IsReadyAsync()
    {
        if (!silo.IsUp) return Task.FromResult(false);
        lock (_lock)
        {
            if (_check is { } last && (!last.IsCompleted || clock.GetElapsedTime(_checkedAt) < freshFor)) return last;
            _checkedAt = clock.GetTimestamp();
            return _check = CheckAsync();
        }
    }

    private async Task<bool> CheckAsync()
    {
        var fault = await FaultAsync();
        // Said when it changes; while it lasts it would be said every second.
        if (fault is not null && _wasReady) LogNotReady(fault);
        return _wasReady = fault is null;
    }

    private async Task<string?> FaultAsync()
    {
        try
        {
            return await grains.GetGrain<IHealthGrain>(0).Check();
        }
        catch (Exception e) when (SiloCalls.IsOutage(e))
        {
            return e.Message;
        }
    }

    [LoggerMessage(EventId = 2111, Level = LogLevel.Warning, Message = "Requests cannot be served: {Fault}")]
    private partial void LogNotReady(string fault);
}
