using Crm.Actors.Grains.Kernel;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.EventStore;

/// <summary>
/// Tells whether appends took effect although their answer was lost. The token of an append is the id of its first event
/// (nobody else can have made it), or its first key when it has no events.
/// </summary>
internal static class CommitTokens
{
    private const string Sql = """
        SELECT l.aggregate_id, l.position + e.last_version - l.version
        FROM unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::bigint[]) AS e(aggregate_id, version, id, last_version)
        JOIN events.log l ON l.aggregate_id = e.aggregate_id AND l.version = e.version AND l.id = e.id
        UNION ALL
        SELECT k.aggregate_id, 0
        FROM unnest($5::uuid[], $6::uuid[], $7::text[], $8::uuid[], $9::bigint[]) AS k(aggregate_id, caller_id, key, request_hash, version)
        JOIN events.idempotency_keys x ON x.caller_id = k.caller_id AND x.key = k.key AND x.aggregate_id = k.aggregate_id
            AND x.request_hash = k.request_hash AND x.version = k.version
        """;

    /// <summary>The committed ones among some appends, with their positions.</summary>
    public static async Task<Dictionary<Guid, AppendResult>> FindAsync<TState, TEvent>(
        NpgsqlConnection connection, IEnumerable<Append<TState, TEvent>> appends, CancellationToken cancellation)
        where TState : class
        where TEvent : class
    {
        var withEvents = appends.Where(static a => !a.Events.IsEmpty).ToList();
        var keysOnly = appends.Where(static a => a.Events.IsEmpty).Select(static a => a.Keys[0]).ToList();
        await using var command = new NpgsqlCommand(Sql, connection);
        command.AddArray(NpgsqlDbType.Uuid, withEvents.ConvertAll(static a => a.Id));
        command.AddArray(NpgsqlDbType.Bigint, withEvents.ConvertAll(static a => a.Events[0].Version));
        command.AddArray(NpgsqlDbType.Uuid, withEvents.ConvertAll(static a => a.Events[0].Id));
        command.AddArray(NpgsqlDbType.Bigint, withEvents.ConvertAll(static a => a.Events[^1].Version));
        command.AddArray(NpgsqlDbType.Uuid, keysOnly.ConvertAll(static k => k.AggregateId));
        command.AddArray(NpgsqlDbType.Uuid, keysOnly.ConvertAll(static k => k.CallerId));
        command.AddArray(NpgsqlDbType.Text, keysOnly.ConvertAll(static k => k.Key));
        command.AddArray(NpgsqlDbType.Uuid, keysOnly.ConvertAll(static k => k.RequestHash));
        command.AddArray(NpgsqlDbType.Bigint, keysOnly.ConvertAll(static k => k.Version));

        var found = new Dictionary<Guid, AppendResult>();
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
            found[rows.GetGuid(0)] = new AppendResult(AppendStatus.Committed, rows.GetInt64(1));
        return found;
    }
}
