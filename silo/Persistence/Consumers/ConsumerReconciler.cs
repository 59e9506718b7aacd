using Crm.Actors.Grains.Consumers;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Consumers;

/// <summary>
/// Compares a consumer with the log: moves its position as far as everything is applied, and applies what was not delivered in time, and
/// what is to be tried again. Any number of silos may do so at once.
/// </summary>
public sealed class ConsumerReconciler<TEffect>(
    ConsumerDatabase database, IConsumer<TEffect> consumer, ConsumerStore<TEffect> store, ConsumerOptions options)
{
    /// <summary>The consumer's name.</summary>
    public string Consumer => consumer.Name;

    /// <summary>Goes on until it has looked through the log and nothing is left that could be done.</summary>
    /// <returns>How many aggregates had to be caught up.</returns>
    /// <exception cref="ConsumerUnavailableException">Not now.</exception>
    /// <exception cref="NpgsqlException">The database does not answer.</exception>
    public async Task<int> ReconcileAsync(CancellationToken cancellation)
    {
        var caughtUp = 0;
        var (isBehind, hasRetries) = await LookAsync(cancellation);
        if (hasRetries)
            await store.ApplyAsync(await RetriesAsync(cancellation), cancellation);
        while (isBehind)
        {
            var stretch = await NextStretchAsync(cancellation);
            if (stretch.Reached > stretch.Start)
                await MoveAsync(stretch.Reached, cancellation);
            await store.ApplyAsync(stretch.Missing, cancellation);
            caughtUp += stretch.Missing.Count;
            isBehind = stretch.Missing.Count > 0 || (stretch.Reached == stretch.Stop && stretch.Stop - stretch.Start == options.StretchEvents);
        }

        return caughtUp;
    }

    private async Task<(bool IsBehind, bool HasRetries)> LookAsync(CancellationToken cancellation)
    {
        await using var command = Command(ConsumerSql.Behind);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation)
            ? (row.GetBoolean(0), row.GetBoolean(1))
            : throw new InvalidOperationException($"The database does not know the consumer '{consumer.Name}'.");
    }

    private async Task<List<AnnouncedEvent>> RetriesAsync(CancellationToken cancellation)
    {
        var words = new List<AnnouncedEvent>();
        await using var command = Command(ConsumerSql.Retries);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            words.Add(new(row.GetGuid(0), row.GetInt64(1), null));
        return words;
    }

    private async Task<Stretch> NextStretchAsync(CancellationToken cancellation)
    {
        await using var command = Command(ConsumerSql.Missing);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. consumer.AggregateTypes], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = options.StretchEvents });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = options.Grace, NpgsqlDbType = NpgsqlDbType.Interval });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. consumer.EventTypes], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var missing = new List<AnnouncedEvent>();
        var (start, reached, stop) = (0L, 0L, 0L);
        while (await row.ReadAsync(cancellation))
        {
            (start, reached, stop) = (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2));
            if (!row.IsDBNull(3))
                missing.Add(new(row.GetGuid(3), row.GetInt64(4), null));
        }

        return new(start, reached, stop, missing);
    }

    private async Task MoveAsync(long position, CancellationToken cancellation)
    {
        await using var command = Command(ConsumerSql.Progress);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = position });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private NpgsqlCommand Command(string sql)
    {
        var command = database.Source.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = consumer.Name });
        return command;
    }

    /// <summary>A look at the log from the position to <paramref name="Stop"/>.</summary>
    private sealed record Stretch(long Start, long Reached, long Stop, IReadOnlyList<AnnouncedEvent> Missing);
}
