using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Persistence.EventStore;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Deals;

/// <summary>
/// Deals as they were, replayed from the log, from the last snapshot on. Snapshots are made on the way: the first look into a long past
/// pays for those after it, and deals that nobody looks back at cost nothing.
/// </summary>
public sealed class DealPast : IDealPast
{
    /// <summary>Versions from one snapshot to the next, and the most events that are replayed once there are snapshots.</summary>
    public const int Interval = 500;

    private const string VersionSql = """
        SELECT version FROM events.log WHERE aggregate_id = $1 AND occurred_at <= $2 ORDER BY version DESC LIMIT 1
        """;

    private readonly IEventStore<DealState, DealEvent> _log;
    private readonly TimedReads _reads;
    private readonly DealStateSnapshots _snapshots;

    public DealPast(WriterDatabase database, IEventStore<DealState, DealEvent> log, EventStoreOptions options, TimeProvider clock)
    {
        _log = log;
        _reads = new TimedReads(database, options, clock);
        _snapshots = new DealStateSnapshots(_reads);
    }

    /// <inheritdoc/>
    public async Task<Stored<DealState>> AtVersionAsync(Guid id, long version)
    {
        var (state, position) = await _snapshots.LastAsync(id, version);
        while ((state?.Version ?? 0) is var before && before < version)
        {
            // One snapshot's stretch at a time: each has the whole deadline, and what is done is kept even if the next one fails.
            await _log.ReadEventsAsync(id, before + 1, Math.Min(version, before - (before % Interval) + Interval), recorded =>
            {
                state = DealState.Apply(state, recorded);
                position = recorded.Position;
                return true;
            });
            if ((state?.Version ?? 0) == before)
                return default;
            if (state!.Version % Interval == 0)
                await _snapshots.KeepAsync(state, position);
        }

        return new Stored<DealState>(state, position);
    }

    /// <inheritdoc/>
    public async Task<Stored<DealState>> AtTimeAsync(Guid id, DateTimeOffset time)
    {
        var version = await _reads.ReadAsync(
            VersionSql,
            command =>
            {
                command.AddValue(NpgsqlDbType.Uuid, id);
                command.AddValue(NpgsqlDbType.TimestampTz, time);
            },
            static async (rows, cancellation) => await rows.ReadAsync(cancellation) ? rows.GetInt64(0) : 0);
        return version == 0 ? default : await AtVersionAsync(id, version);
    }
}
