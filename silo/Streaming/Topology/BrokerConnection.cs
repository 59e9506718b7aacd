using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>
/// A connection that is made when it is needed and made anew when it is lost. The client library's own recovery is off: it would bring
/// back channels whose unsettled deliveries are somebody else's by then.
/// </summary>
internal sealed partial class BrokerConnection(RabbitMqStreamOptions options, string purpose, TimeProvider time, ILogger<BrokerConnection> log) : IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly BrokerTopology _topology = new(options);
    private IConnection? _connection;
    private long _failedAt;
    private Exception? _failure;

    /// <summary>A connection that was open a moment ago, on a broker that has our exchanges and queues.</summary>
    /// <exception cref="BrokerUnavailableException">There is none, or the last attempt to make one failed a moment ago.</exception>
    public async ValueTask<IConnection> GetAsync(CancellationToken cancellation)
    {
        if (Volatile.Read(ref _connection) is { IsOpen: true } open)
            return open;
        await _one.WaitAsync(cancellation);
        try
        {
            if (_connection is { IsOpen: true } meanwhile)
                return meanwhile;
            if (_failure is { } recent && time.GetElapsedTime(_failedAt) < options.ReconnectPause)
                throw new BrokerUnavailableException(recent.Message, recent);
            await CloseAsync();
            return _connection = await ConnectAsync(cancellation);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _one.WaitAsync();
        try
        {
            await CloseAsync();
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Drops the connection without saying good-bye.</summary>
    public void Abandon() => Interlocked.Exchange(ref _connection, null)?.Dispose();

    private async Task<IConnection> ConnectAsync(CancellationToken cancellation)
    {
        var factory = new ConnectionFactory
        {
            Uri = options.ConnectionUri!,
            AutomaticRecoveryEnabled = false,
            TopologyRecoveryEnabled = false,
            RequestedConnectionTimeout = options.ConnectTimeout,
            ContinuationTimeout = options.PublishTimeout,
            HandshakeContinuationTimeout = options.ConnectTimeout,
            RequestedHeartbeat = TimeSpan.FromSeconds(5),
        };
        IConnection? connection = null;
        try
        {
            connection = await factory.CreateConnectionAsync($"{options.ConnectionName} ({purpose})", cancellation);
            await _topology.DeclareAsync(connection, cancellation);
            if (_failure is not null)
                LogConnected(purpose);
            _failure = null;
            return connection;
        }
        catch (Exception problem) when (BrokerFault.Is(problem, cancellation))
        {
            if (connection is not null)
                await BrokerFault.IgnoreAsync(connection.DisposeAsync().AsTask());
            if (!string.Equals(_failure?.Message, problem.Message, StringComparison.Ordinal))
                LogUnavailable(purpose, BrokerFault.Describe(problem));
            (_failure, _failedAt) = (problem, time.GetTimestamp());
            throw new BrokerUnavailableException(BrokerFault.Describe(problem), problem);
        }
    }

    private async Task CloseAsync()
    {
        if (_connection is not { } connection)
            return;
        _connection = null;
        await BrokerFault.IgnoreAsync(connection.CloseAsync(Constants.ReplySuccess, "closing", TimeSpan.FromSeconds(1), abort: true));
        await BrokerFault.IgnoreAsync(connection.DisposeAsync().AsTask());
    }

    [LoggerMessage(5101, LogLevel.Information, "Connected to the broker again to {Purpose}")]
    private partial void LogConnected(string purpose);

    [LoggerMessage(5102, LogLevel.Warning, "The broker cannot be reached to {Purpose}, and will be tried again: {Reason}")]
    private partial void LogUnavailable(string purpose, string reason);
}
