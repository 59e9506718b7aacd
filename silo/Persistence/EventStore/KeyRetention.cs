using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.EventStore;

/// <summary>Forgets idempotency keys after seven days, a few thousand at a time, so that no commit waits for it.</summary>
public sealed partial class KeyRetention(WriterDatabase database, TimeProvider clock, ILogger<KeyRetention> logger) : BackgroundService
{
    /// <summary>How long a retry gets the first answer.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private const int ChunkSize = 5_000;

    private const string Sql = """
        DELETE FROM events.idempotency_keys WHERE ctid = ANY(ARRAY(
            SELECT ctid FROM events.idempotency_keys WHERE created_at < $1 LIMIT $2))
        """;

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(10);

    /// <summary>Forgets what is due now.</summary>
    /// <returns>How many keys were forgotten.</returns>
    public async Task<long> SweepAsync(CancellationToken cancellation)
    {
        long total = 0;
        int deleted;
        do
        {
            await using var command = database.Source.CreateCommand(Sql);
            command.CommandTimeout = 30;
            command.AddValue(NpgsqlDbType.TimestampTz, clock.GetUtcNow() - Kept);
            command.AddValue(NpgsqlDbType.Integer, ChunkSize);
            deleted = await command.ExecuteNonQueryAsync(cancellation);
            total += deleted;
        }
        while (deleted == ChunkSize);
        return total;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (await SweepAsync(stoppingToken) is > 0 and var forgotten)
                    LogForgotten(logger, forgotten);
            }
            catch (NpgsqlException problem)
            {
                LogFailed(logger, problem.Message);
            }
        }
    }

    [LoggerMessage(2011, LogLevel.Information, "Forgot {Count} idempotency keys older than seven days")]
    private static partial void LogForgotten(ILogger logger, long count);

    [LoggerMessage(2012, LogLevel.Warning, "Old idempotency keys could not be deleted, next try in ten minutes: {Reason}")]
    private static partial void LogFailed(ILogger logger, string reason);
}
