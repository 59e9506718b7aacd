using System.Runtime.InteropServices;
using Npgsql;

namespace Crm.Actors.Persistence.Verifying;

/// <summary>Rows of what is not replayed as a whole, because parts of it are never in the log: each is at the last version of its events.</summary>
/// <param name="aggregateType">The kind of aggregate.</param>
/// <param name="table">Its table, with schema.</param>
/// <param name="found">Takes differences.</param>
internal sealed class VersionsReplay(string aggregateType, string table, Action<Difference> found) : IReplay
{
    private readonly Dictionary<Guid, (long Version, long Position, long Count)> _events = [];

    /// <inheritdoc/>
    public string AggregateType => aggregateType;

    /// <inheritdoc/>
    public void Take(in LoggedRow row)
    {
        ref var events = ref CollectionsMarshal.GetValueRefOrAddDefault(_events, row.AggregateId, out _);
        events = (Math.Max(events.Version, row.Version), row.Position, events.Count + 1);
    }

    /// <inheritdoc/>
    public async Task<long> CompareAsync(NpgsqlConnection connection, Share share, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"SELECT id, version FROM {table} WHERE {share.Of("id")}", connection) { CommandTimeout = 0 };
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var rows = 0L;
        while (await row.ReadAsync(cancellation))
        {
            rows++;
            var (id, version) = (row.GetGuid(0), row.GetInt64(1));
            if (!_events.Remove(id, out var events))
                found(new Difference(table, id, version, null, "has no events"));
            else if (version != events.Version || version != events.Count)
                found(new Difference(table, id, events.Version, events.Position, $"the row is at version {version} after {events.Count} events"));
        }

        foreach (var (id, events) in _events)
            found(new Difference(table, id, events.Version, events.Position, "has no row"));
        return rows;
    }
}
