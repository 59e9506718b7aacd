using Crm.Actors.Persistence.Feed;
using Npgsql;

namespace Crm.Actors.Persistence.Relay;

/// <summary>
/// The leader's session, which holds the lock. It counts as held for <see cref="RelayOptions.Silence"/> after the last statement that was
/// answered was sent; the server, which counts from when that statement came, lets nobody else in before.
/// </summary>
public sealed class RelayLease : IAsyncDisposable
{
    private const string HeadSql = "SELECT position FROM events.feed WHERE singleton";

    private readonly NpgsqlConnection _session;
    private readonly RelayOptions _options;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly CancellationTokenSource _lost;
    private readonly Task _beating;
    private long _proven;
    private long _head;
    private string _problem = "the database did not answer in time";

    internal RelayLease(NpgsqlConnection session, long proven, RelayOptions options, TimeProvider time)
    {
        (_session, _proven, _options, _time) = (session, proven, options, time);
        _lost = new CancellationTokenSource(options.Silence, time);
        Lost = _lost.Token;
        _beating = BeatAsync();
    }

    /// <summary>Cancelled when leadership is over.</summary>
    public CancellationToken Lost { get; }

    /// <summary>The newest position of the log, as of the last heartbeat; 0 before the first.</summary>
    public long Head => Volatile.Read(ref _head);

    /// <exception cref="LeadershipLostException">Somebody else may lead by now.</exception>
    public void EnsureHeld()
    {
        // By the clock as well: in a process that was stopped, timers run late.
        if (!Lost.IsCancellationRequested && Left > TimeSpan.Zero)
            return;
        _lost.Cancel();
        throw new LeadershipLostException(Volatile.Read(ref _problem));
    }

    /// <summary>Runs a statement in the session that holds the lock: it has an effect only while this silo leads.</summary>
    /// <exception cref="LeadershipLostException">It failed, and with it leadership.</exception>
    internal async Task<T> RunAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> statement)
    {
        var mine = false;
        try
        {
            await _one.WaitAsync(Lost);
            mine = true;
            var sent = _time.GetTimestamp();
            var result = await statement(_session, Lost);
            Volatile.Write(ref _proven, sent);
            _lost.CancelAfter(Left > TimeSpan.Zero ? Left : TimeSpan.Zero);
            return result;
        }
        catch (Exception problem) when (problem is OperationCanceledException || FeedFault.IsRetryable(problem, Lost))
        {
            if (!Lost.IsCancellationRequested)
                Volatile.Write(ref _problem, problem.Message);
            await _lost.CancelAsync();
            throw new LeadershipLostException(Volatile.Read(ref _problem), problem);
        }
        finally
        {
            if (mine)
                _one.Release();
        }
    }

    /// <summary>Ends leadership: the session ends, and with it the lock.</summary>
    public async ValueTask DisposeAsync()
    {
        await _lost.CancelAsync();
        await _beating;
        await _session.DisposeAsync();
        _one.Dispose();
        _lost.Dispose();
    }

    private TimeSpan Left => _options.Silence - _time.GetElapsedTime(Volatile.Read(ref _proven));

    private async Task BeatAsync()
    {
        try
        {
            while (true)
            {
                Volatile.Write(ref _head, await RunAsync(ReadHeadAsync));
                await Task.Delay(_options.Heartbeat, _time, Lost);
            }
        }
        catch (Exception over) when (over is LeadershipLostException or OperationCanceledException)
        {
            // Lost tells everybody.
        }
    }

    private static async Task<long> ReadHeadAsync(NpgsqlConnection session, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(HeadSql, session);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return row.GetInt64(0);
    }
}
