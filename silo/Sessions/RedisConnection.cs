using Crm.Actors.Grains.Auth;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Crm.Actors.Silo.Sessions;

/// <summary>The connection to Redis: made in the background, made again when lost, said in the log when either changes.</summary>
internal sealed partial class RedisConnection : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.2);

    private readonly Lock _connectLock = new();
    private readonly ConfigurationOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<RedisConnection> _logger;
    private Task<ConnectionMultiplexer>? _connecting;

    public RedisConnection(ConfigurationOptions options, TimeProvider clock, ILogger<RedisConnection> logger) =>
        (_options, _clock, _logger) = (options, clock, logger);

    /// <summary>Runs commands.</summary>
    /// <exception cref="SessionsUnavailableException">Redis does not answer in time.</exception>
    public async Task<T> RunAsync<T>(Func<IDatabase, Task<T>> run)
    {
        try
        {
            var connection = await Connect().WaitAsync(Patience, _clock);
            return await run(connection.GetDatabase()).WaitAsync(Patience, _clock);
        }
        catch (Exception fault) when (fault is RedisConnectionException or RedisTimeoutException or TimeoutException or ObjectDisposedException || IsPassing(fault))
        {
            throw new SessionsUnavailableException("Redis does not answer.", fault);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connecting is { IsCompletedSuccessfully: true } connected)
            await (await connected).DisposeAsync();
    }

    /// <summary>What a Redis answers that loads its data, is a replica just now, or may not write.</summary>
    private static bool IsPassing(Exception fault) => fault is RedisServerException server
        && (server.Message.StartsWith("LOADING", StringComparison.Ordinal)
            || server.Message.StartsWith("READONLY", StringComparison.Ordinal)
            || server.Message.StartsWith("MASTERDOWN", StringComparison.Ordinal)
            || server.Message.StartsWith("MISCONF", StringComparison.Ordinal)
            || server.Message.StartsWith("OOM", StringComparison.Ordinal)
            || server.Message.StartsWith("BUSY", StringComparison.Ordinal));

    private Task<ConnectionMultiplexer> Connect()
    {
        if (_connecting is { IsFaulted: false, IsCanceled: false } known)
            return known;
        lock (_connectLock)
            return _connecting is { IsFaulted: false, IsCanceled: false } other ? other : _connecting = OpenAsync();
    }

    private async Task<ConnectionMultiplexer> OpenAsync()
    {
        var connection = await ConnectionMultiplexer.ConnectAsync(_options);
        connection.ConnectionFailed += (_, lost) => LogLost(lost.FailureType);
        connection.ConnectionRestored += (_, _) => LogRestored();
        if (!connection.IsConnected)
            LogAway();
        return connection;
    }

    [LoggerMessage(EventId = 5311, Level = LogLevel.Warning, Message = "The connection to Redis is lost: {Reason}")]
    private partial void LogLost(ConnectionFailureType reason);

    [LoggerMessage(EventId = 5313, Level = LogLevel.Warning, Message = "Redis cannot be reached yet")]
    private partial void LogAway();

    [LoggerMessage(EventId = 5312, Level = LogLevel.Information, Message = "The connection to Redis is there again")]
    private partial void LogRestored();
}
