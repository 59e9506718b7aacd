using System.Diagnostics;
using Npgsql;

namespace Crm.Actors.Persistence.EventStore;

/// <summary>
/// Opens connections, and while they are refused only one each <see cref="Pause"/>; the others fail at once. PostgreSQL makes a process also for
/// whom it refuses, which keeps one that starts from starting.
/// </summary>
internal sealed class RefusedConnections(NpgsqlDataSource database)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private volatile Exception? _refusal;
    private long _refusedAt;

    /// <exception cref="NpgsqlException">The database cannot be reached, or refused another connection a moment ago.</exception>
    /// <exception cref="OperationCanceledException">The caller waits no longer.</exception>
    public async ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellation)
    {
        if (_refusal is { } refusal && !MayTry())
            throw new NpgsqlException("The database refused a connection a moment ago.", refusal);
        try
        {
            var connection = await database.OpenConnectionAsync(cancellation);
            _refusal = null;
            return connection;
        }
        catch (NpgsqlException error) when (CommitFaults.IsRefusedConnection(error))
        {
            Volatile.Write(ref _refusedAt, Stopwatch.GetTimestamp());
            _refusal = error;
            throw;
        }
    }

    private bool MayTry()
    {
        var refusedAt = Volatile.Read(ref _refusedAt);
        return Stopwatch.GetElapsedTime(refusedAt) >= Pause
            && Interlocked.CompareExchange(ref _refusedAt, Stopwatch.GetTimestamp(), refusedAt) == refusedAt;
    }
}
