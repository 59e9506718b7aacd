using System.Collections.Immutable;
using System.Net.Sockets;
using System.Text;
using Crm.Actors.Contracts.DeadLetters;
using Crm.Actors.Grains.Consumers;
using Crm.Actors.Persistence.Consumers;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.DeadLetters;

/// <summary>
/// Dead letters of installations without a broker: the rows of <c>events.parked_events</c>. A replayed one is marked, and the
/// reconciliation with the log gives it to its consumer. A letter's id is <c>{consumer}:{event id}</c>.
/// </summary>
public sealed class ParkedDeadLetters(ConsumerDatabase database) : IDeadLetters
{
    private const string WaitForDisk = "SELECT set_config('synchronous_commit', 'on', true)";

    private const string ListSql = """
        SELECT consumer || ':' || event_id, consumer, reason, first_error, last_error, attempts, parked_at, type, aggregate_id::text, version,
               body, count(*) OVER ()
        FROM events.parked_events ORDER BY parked_at, consumer, event_id LIMIT $1
        """;

    private const string Named = "(cardinality($1::text[]) = 0 OR consumer || ':' || event_id = ANY($1))";
    private const string ReplaySql = $"UPDATE events.parked_events SET retry = true WHERE {Named}";
    private const string DropSql = $"DELETE FROM events.parked_events WHERE {Named}";
    private const int LongestBody = 4096;

    /// <inheritdoc/>
    public Task ParkAsync(ParkedEvent parked, CancellationToken cancellation) => WithinAsync(async connection =>
    {
        await using var batch = connection.CreateBatch();
        batch.Add(WaitForDisk); // a batch is one transaction
        batch.AddParked(parked, skipped: false);
        return await batch.ExecuteNonQueryAsync(cancellation);
    }, cancellation);

    /// <inheritdoc/>
    public Task<DeadLetterList> ListAsync(int max, CancellationToken cancellation) => WithinAsync(async connection =>
    {
        await using var command = new NpgsqlCommand(ListSql, connection) { Parameters = { new NpgsqlParameter<int> { TypedValue = max } } };
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var letters = ImmutableArray.CreateBuilder<DeadLetter>();
        var total = 0L;
        while (await row.ReadAsync(cancellation))
        {
            letters.Add(Read(row));
            total = row.GetInt64(11);
        }

        return new DeadLetterList(letters.DrainToImmutable(), total);
    }, cancellation);

    /// <inheritdoc/>
    public Task<int> ReplayAsync(ImmutableArray<string> ids, CancellationToken cancellation) => ChangeAsync(ReplaySql, ids, cancellation);

    /// <inheritdoc/>
    public Task<int> DropAsync(ImmutableArray<string> ids, CancellationToken cancellation) => ChangeAsync(DropSql, ids, cancellation);

    private Task<int> ChangeAsync(string sql, ImmutableArray<string> ids, CancellationToken cancellation) => WithinAsync(async connection =>
    {
        await using var batch = connection.CreateBatch();
        batch.Add(WaitForDisk);
        batch.Add(sql).WithArray(NpgsqlDbType.Text, ids);
        return await batch.ExecuteNonQueryAsync(cancellation);
    }, cancellation);

    private async Task<T> WithinAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await database.Source.OpenConnectionAsync(cancellation);
            return await work(connection);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException or SocketException)
        {
            throw new DeadLettersUnavailableException($"The database does not keep or show dead letters: {e.Message}", e);
        }
    }

    private static DeadLetter Read(NpgsqlDataReader row) => new()
    {
        Id = row.GetString(0),
        Consumer = row.GetString(1),
        Reason = row.GetString(2),
        FirstError = row.GetString(3),
        LastError = row.GetString(4),
        Attempts = row.GetInt32(5),
        At = row.GetFieldValue<DateTimeOffset>(6),
        Type = row.GetString(7),
        Subject = row.GetString(8),
        Sequence = row.GetInt64(9),
        Body = Cut(Encoding.UTF8.GetString(row.GetFieldValue<byte[]>(10))),
    };

    private static string Cut(string text) => text.Length > LongestBody ? text[..LongestBody] : text;
}
