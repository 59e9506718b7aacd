using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using StackExchange.Redis.KeyspaceIsolation;

namespace Crm.Actors.RateLimits.Redis;

/// <summary>
/// The connection to Redis: made in the background, made again when lost, said in the log when either changes. Where sentinels know the master it is
/// always with that one; see <see cref="SentinelMaster"/>.
/// </summary>
/// <param name="address">Where Redis is, and what our keys begin with there.</param>
/// <param name="patience">How long commands may take.</param>
/// <param name="clock">Measures it.</param>
/// <param name="logger">Hears of lost connections.</param>
public sealed partial class RedisLink(RedisAddress address, TimeSpan patience, TimeProvider clock, ILogger logger) : IAsyncDisposable
{
    private static readonly string[] Passing = ["LOADING", "READONLY", "MASTERDOWN", "NOREPLICAS", "MISCONF", "OOM", "BUSY"];

    private readonly SentinelMaster? _master = address.Options.ServiceName is null ? null : new SentinelMaster(address.Options, clock, logger);
    private readonly Lock _connectLock = new();
    private Task<ConnectionMultiplexer>? _connecting;

    /// <summary>What is put before all keys that commands name; scripts that make keys of their own have to put it there themselves.</summary>
    public string KeyPrefix => address.KeyPrefix;

    /// <summary>Runs commands.</summary>
    /// <exception cref="RedisAwayException">Redis does not answer in time.</exception>
    public async Task<T> RunAsync<T>(Func<IDatabase, Task<T>> run)
    {
        try
        {
            var connection = await Connect().WaitAsync(patience, clock);
            return await run(In(connection)).WaitAsync(patience, clock);
        }
        catch (Exception fault) when (fault is RedisConnectionException or RedisTimeoutException or TimeoutException or ObjectDisposedException || IsPassing(fault))
        {
            throw new RedisAwayException("Redis does not answer.", fault);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_master is not null)
            await _master.DisposeAsync();
        if (_connecting is { IsCompletedSuccessfully: true } connected)
            await (await connected).DisposeAsync();
    }

    /// <summary>What a Redis answers that loads its data, is a replica just now, or may not write; before version 7 within what it says of a script.</summary>
    private static bool IsPassing(Exception fault) => fault is RedisServerException server && Array.Exists(
        Passing, code => server.Message.StartsWith(code, StringComparison.Ordinal) || server.Message.Contains($" -{code} ", StringComparison.Ordinal));

    private IDatabase In(ConnectionMultiplexer connection)
    {
        var database = connection.GetDatabase();
        return KeyPrefix.Length == 0 ? database : database.WithKeyPrefix(KeyPrefix);
    }

    private Task<ConnectionMultiplexer> Connect()
    {
        if (_master is not null)
            return _master.Connection;
        if (_connecting is { IsFaulted: false, IsCanceled: false } known)
            return known;
        lock (_connectLock)
            return _connecting is { IsFaulted: false, IsCanceled: false } other ? other : _connecting = OpenAsync();
    }

    private async Task<ConnectionMultiplexer> OpenAsync()
    {
        var connection = await ConnectionMultiplexer.ConnectAsync(address.Options);
        connection.ConnectionFailed += (_, lost) => LogLost(lost.FailureType);
        connection.ConnectionRestored += (_, _) => LogRestored();
        if (!connection.IsConnected)
            LogUnreachable();
        return connection;
    }

    [LoggerMessage(EventId = 5311, Level = LogLevel.Warning, Message = "The connection to Redis is lost: {Reason}")]
    private partial void LogLost(ConnectionFailureType reason);

    [LoggerMessage(EventId = 5313, Level = LogLevel.Warning, Message = "Redis cannot be reached yet")]
    private partial void LogUnreachable();

    [LoggerMessage(EventId = 5312, Level = LogLevel.Information, Message = "The connection to Redis is there again")]
    private partial void LogRestored();
}
