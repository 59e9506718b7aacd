using Crm.Actors.Persistence.EventStore;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Due;

/// <summary>One transaction over one partition: takes its turn, fires what is due in it, deletes what has happened.</summary>
internal sealed class DueRound<TDue>(DueDatabase database, IDueTable<TDue> table, DueSql sql, DueOptions options, TimeProvider clock, DueCounts? counts)
{
    /// <param name="without">Partitions that are left out.</param>
    /// <param name="cancellation">Gives up; what has happened is found to have happened by the next one.</param>
    /// <returns>Null when nothing is due, or others have the turns.</returns>
    public async Task<DueOutcome?> RunAsync(short[] without, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await ClaimAsync(connection, now, without, cancellation) is not { } partition)
            return null;
        // A statement of its own: what the one before did in this partition is seen, for its transaction ended before the turn was taken.
        var (rows, unreadable) = await ReadAsync(connection, partition, now, cancellation);
        var (settled, problem) = await FireAsync(rows);
        if (settled.Count > 0)
            await DeleteAsync(connection, partition, settled, cancellation);
        await transaction.CommitAsync(cancellation);
        counts?.Add(settled, clock.GetUtcNow());
        return new DueOutcome(partition, settled.Count, rows.Count - settled.Count + unreadable.Count, problem ?? unreadable.FirstOrDefault());
    }

    private async Task<short?> ClaimAsync(NpgsqlConnection connection, DateTimeOffset now, short[] without, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql.Claim, connection);
        command.AddValue(NpgsqlDbType.Text, table.Table);
        command.AddValue(NpgsqlDbType.TimestampTz, now);
        command.AddValue(NpgsqlDbType.Array | NpgsqlDbType.Smallint, without);
        return (short?)await command.ExecuteScalarAsync(cancellation);
    }

    /// <summary>What is due, in order. A row that cannot be read holds up neither the others nor the other partitions; why it cannot be is answered, too.</summary>
    private async Task<(List<DueRow<TDue>> Rows, List<string> Unreadable)> ReadAsync(
        NpgsqlConnection connection, short partition, DateTimeOffset now, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql.Rows, connection);
        command.AddValue(NpgsqlDbType.Smallint, partition);
        command.AddValue(NpgsqlDbType.TimestampTz, now);
        command.AddValue(NpgsqlDbType.Integer, options.RowsAtOnce);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var (rows, unreadable) = (new List<DueRow<TDue>>(), new List<string>());
        while (await row.ReadAsync(cancellation))
        {
            try
            {
                rows.Add(new(row.GetGuid(0), row.GetFieldValue<DateTimeOffset>(1), table.Read(row)));
            }
            catch (Exception problem) when (problem is not OutOfMemoryException)
            {
                unreadable.Add(problem.Message);
            }
        }

        return (rows, unreadable);
    }

    private async Task<(List<DueRow<TDue>> Settled, string? Problem)> FireAsync(List<DueRow<TDue>> rows)
    {
        var subjects = await Task.WhenAll(rows.GroupBy(row => table.SubjectOf(row.Due)).Select(FireSubjectAsync));
        return ([.. subjects.SelectMany(static subject => subject.Settled)], Array.Find(subjects, static subject => subject.Problem is not null).Problem);
    }

    /// <summary>One after another; what cannot happen now holds up what comes after it.</summary>
    private async Task<(List<DueRow<TDue>> Settled, string? Problem)> FireSubjectAsync(IEnumerable<DueRow<TDue>> rows)
    {
        var settled = new List<DueRow<TDue>>();
        foreach (var row in rows)
        {
            try
            {
                if (!await table.FireAsync(row.Due).WaitAsync(options.Patience, clock))
                    return (settled, "not now");
                settled.Add(row);
            }
            catch (Exception problem) when (problem is not OutOfMemoryException)
            {
                return (settled, problem.Message);
            }
        }

        return (settled, null);
    }

    private async Task DeleteAsync(NpgsqlConnection connection, short partition, List<DueRow<TDue>> settled, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql.Delete, connection);
        command.AddValue(NpgsqlDbType.Smallint, partition);
        command.AddArray(NpgsqlDbType.TimestampTz, settled.ConvertAll(static row => row.DueAt));
        command.AddArray(NpgsqlDbType.Uuid, settled.ConvertAll(static row => row.Id));
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
