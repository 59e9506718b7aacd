using System.Diagnostics;

namespace Crm.Actors.Gateway.Cluster;

/// <summary>Knows from the Orleans client whether it is connected, and says so in the log when that changes.</summary>
internal sealed partial class SiloLink(ILogger<SiloLink> logger) : ISiloLink
{
    private static readonly TimeSpan RefusalCounts = TimeSpan.FromSeconds(3);

    private volatile bool _started;
    private volatile int _silos;
    private int _saidDown;
    private long _refusedAt;

    public bool IsUp => _started && _silos > 0;

    public bool HasRefused => Volatile.Read(ref _refusedAt) is not 0 and var at && Stopwatch.GetElapsedTime(at) < RefusalCounts;

    public void Refused() => Volatile.Write(ref _refusedAt, Stopwatch.GetTimestamp());

    /// <summary>The client knows the cluster's grains.</summary>
    public void Started()
    {
        _started = true;
        CountChanged(Math.Max(1, _silos));
    }

    public void CountChanged(int silos)
    {
        _silos = silos;
        if (silos == 0) Down("the last connection was lost");
        else if (Interlocked.Exchange(ref _saidDown, 0) == 1 || _started) LogUp(silos);
    }

    /// <summary>No silo is connected. Said once until one is.</summary>
    public void Down(string reason)
    {
        if (Interlocked.Exchange(ref _saidDown, 1) == 0) LogDown(reason);
    }

    [LoggerMessage(EventId = 2081, Level = LogLevel.Information, Message = "Connected to silos: {Silos}")]
    private partial void LogUp(int silos);

    [LoggerMessage(EventId = 2082, Level = LogLevel.Warning, Message = "No silo is connected; answering 503 and trying on: {Reason}")]
    private partial void LogDown(string reason);
}
