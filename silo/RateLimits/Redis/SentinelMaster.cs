using System.Net;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Crm.Actors.RateLimits.Redis;

/// <summary>
/// The connection to the master that sentinels name (Redis documentation, "Sentinel clients"). They are asked twice a second; whom they name is connected to,
/// and taken when it says itself that it is a master. After a fail-over the connection is another one, and commands that are under way on the former one fail.
/// </summary>
/// <remarks>
/// StackExchange.Redis follows a fail-over by itself when it is given a service name, but connects with blocking calls, fails while no sentinel answers, leaves
/// the connection to the sentinels behind when it does, and hears of a new master by a message that may be lost.
/// </remarks>
internal sealed partial class SentinelMaster(ConfigurationOptions options, TimeProvider clock, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private TaskCompletionSource<ConnectionMultiplexer> _connection = New();
    private ConnectionMultiplexer? _sentinels;
    private ConnectionMultiplexer? _master;
    private EndPoint? _place;
    private Task? _watch;
    private bool _isLost;

    /// <summary>The connection to the newest master; it may be lost. Completes when there is the first one.</summary>
    public Task<ConnectionMultiplexer> Connection
    {
        get
        {
            if (Volatile.Read(ref _watch) is null)
            {
                lock (_lock)
                    _watch ??= Task.Run(WatchAsync);
            }

            return Volatile.Read(ref _connection).Task;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_watch is { } watch)
            await watch;
        await CloseAsync(_master);
        await CloseAsync(_sentinels);
        _stop.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await LookAsync();
            }
            catch (Exception fault)
            {
                Report(isLost: true, fault);
            }

            await Task.Delay(Period, clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAsync()
    {
        _sentinels ??= await ConnectionMultiplexer.SentinelConnectAsync(options.Clone());
        var named = MasterVotes.Order(await Task.WhenAll(_sentinels.GetServers().Select(AskAsync)));
        foreach (var place in named)
        {
            if (place.Equals(_place))
            {
                // It comes back by itself; when it does not, the sentinels name another one.
                if (_master is not { IsConnected: true })
                    continue;
                Report(isLost: false, null);
                return;
            }

            if (await OpenAsync(place) is not { } master)
                continue;
            await TakeAsync(place, master);
            Report(isLost: false, null);
            return;
        }

        Report(isLost: true, null);
    }

    /// <summary>Where one sentinel says that the master is; null when it does not answer, or knows none of that name.</summary>
    private async Task<EndPoint?> AskAsync(IServer sentinel)
    {
        if (!sentinel.IsConnected)
            return null;
        try
        {
            return await sentinel.SentinelGetMasterAddressByNameAsync(options.ServiceName!).WaitAsync(Patience, clock);
        }
        catch (Exception fault) when (fault is RedisException or RedisCommandException or TimeoutException or ObjectDisposedException)
        {
            return null;
        }
    }

    /// <summary>A connection to a server that is there and says that it is a master; null when it does not.</summary>
    private async Task<ConnectionMultiplexer?> OpenAsync(EndPoint place)
    {
        ConnectionMultiplexer? opened = null;
        try
        {
            opened = await ConnectionMultiplexer.ConnectAsync(OneServer(place));
            if (await IsMasterAsync(opened.GetServer(place)))
                return opened;
        }
        catch (Exception fault) when (fault is RedisException or RedisCommandException or TimeoutException)
        {
            LogNotThere(place, fault.Message);
        }

        await CloseAsync(opened);
        return null;
    }

    private ConfigurationOptions OneServer(EndPoint place)
    {
        var one = options.Clone();
        one.EndPoints.Clear();
        one.EndPoints.Add(place);
        one.ServiceName = null;
        one.AbortOnConnectFail = true;
        one.ConnectRetry = 1;
        return one;
    }

    /// <summary>By its own word; where it may not be asked, by what it told when it was connected to.</summary>
    private async Task<bool> IsMasterAsync(IServer server)
    {
        try
        {
            return await server.RoleAsync().WaitAsync(Patience, clock) is Role.Master;
        }
        catch (RedisServerException)
        {
            return !server.IsReplica;
        }
    }

    private async Task TakeAsync(EndPoint place, ConnectionMultiplexer master)
    {
        var former = _master;
        (_master, _place) = (master, place);
        if (!_connection.TrySetResult(master))
        {
            var next = New();
            next.SetResult(master);
            Volatile.Write(ref _connection, next);
        }

        LogMaster(options.ServiceName!, place);
        await CloseAsync(former);
    }

    private static async Task CloseAsync(ConnectionMultiplexer? connection)
    {
        try
        {
            if (connection is not null)
                await connection.DisposeAsync();
        }
        catch (Exception fault) when (fault is RedisException or TimeoutException or ObjectDisposedException)
        {
            // It was lost already.
        }
    }

    /// <summary>Said when it changes; while it lasts it would be said twice a second.</summary>
    private void Report(bool isLost, Exception? fault)
    {
        if (isLost && !_isLost)
            LogNoMaster(options.ServiceName!, fault);
        else if (!isLost && _isLost)
            LogBack(options.ServiceName!);
        _isLost = isLost;
    }

    private static TaskCompletionSource<ConnectionMultiplexer> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    [LoggerMessage(EventId = 5314, Level = LogLevel.Information, Message = "The master of Redis {Name} is {Place}")]
    private partial void LogMaster(string name, EndPoint place);

    [LoggerMessage(EventId = 5315, Level = LogLevel.Warning, Message = "The sentinels name no master of Redis {Name} that is there")]
    private partial void LogNoMaster(string name, Exception? exception);

    [LoggerMessage(EventId = 5316, Level = LogLevel.Information, Message = "The master of Redis {Name} is there again")]
    private partial void LogBack(string name);

    [LoggerMessage(EventId = 5317, Level = LogLevel.Debug, Message = "{Place} is not the master of Redis: {Reason}")]
    private partial void LogNotThere(EndPoint place, string reason);
}
