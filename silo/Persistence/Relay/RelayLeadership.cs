using Crm.Actors.Persistence.Feed;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Crm.Actors.Persistence.Relay;

/// <summary>
/// One leader among all silos of a database: whose session holds the advisory lock <see cref="LockKey"/>. The others ask again about once
/// a second, in a session that they keep.
/// </summary>
public sealed partial class RelayLeadership(
    RelayDatabase database, RelayOptions options, Jitter jitter, TimeProvider time, ILogger<RelayLeadership> log)
{
    /// <summary>The lock's number ("CRM RELAY", shortened), to be found in <c>pg_locks</c>; nothing else of this database uses it.</summary>
    public const long LockKey = 0x43524D_52454C;

    private const string TrySql = "SELECT pg_try_advisory_lock($1)";

    /// <summary>Waits until this silo leads.</summary>
    public async Task<RelayLease> AcquireAsync(CancellationToken cancellation)
    {
        var backOff = new BackOff(options.BackOff, jitter, time);
        var failing = false;
        while (true)
        {
            try
            {
                return await CompeteAsync(cancellation);
            }
            catch (Exception problem) when (FeedFault.IsRetryable(problem, cancellation))
            {
                if (!failing)
                    LogUnreachable(problem.Message);
                failing = true;
                await backOff.WaitAsync(cancellation);
            }
        }
    }

    private async Task<RelayLease> CompeteAsync(CancellationToken cancellation)
    {
        var session = await database.OpenAsync(cancellation);
        try
        {
            while (true)
            {
                var sent = time.GetTimestamp();
                if (await TryLockAsync(session, cancellation))
                    return new RelayLease(session, sent, options, time);
                await Task.Delay(jitter.Of(options.Retry), time, cancellation);
            }
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    private static async Task<bool> TryLockAsync(NpgsqlConnection session, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(TrySql, session) { Parameters = { new NpgsqlParameter<long> { TypedValue = LockKey } } };
        return (bool)(await command.ExecuteScalarAsync(cancellation))!;
    }

    [LoggerMessage(3301, LogLevel.Warning, "The relay cannot reach the database and tries again: {Reason}")]
    private partial void LogUnreachable(string reason);
}
