using System.Threading.Channels;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Contracts.Notes;
using Crm.Actors.Contracts.Notes.Events;
using Crm.Actors.Contracts.Payments;
using Crm.Actors.Contracts.Payments.Events;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Contracts.Pipelines.Events;
using Crm.Actors.Contracts.Teams;
using Crm.Actors.Contracts.Teams.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Notes;
using Crm.Actors.Grains.Payments;
using Crm.Actors.Grains.Pipelines;
using Crm.Actors.Grains.Teams;
using Crm.Actors.Persistence.Deals;
using Crm.Actors.Persistence.Notes;
using Crm.Actors.Persistence.Payments;
using Crm.Actors.Persistence.Pipelines;
using Crm.Actors.Persistence.Teams;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Verifying;

/// <summary>
/// Replays the whole log and compares what comes of it with every table and every total, at one position: that of the snapshot of its one
/// transaction, which takes no lock that a commit would wait for. What a total has not seen yet is left out of its comparison.
/// </summary>
/// <param name="reader">The reader login.</param>
public sealed class LogVerifier(NpgsqlConnectionStringBuilder reader)
{
    private const int RowsAtOnce = 1024;

    /// <summary>States in memory at a time, of about 1 KiB each.</summary>
    private const int StatesAtOnce = 1_000_000;

    private const int MostShares = 64;

    /// <param name="found">Takes every difference.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="NpgsqlException">The database does not answer.</exception>
    public async Task<Verified> RunAsync(Action<Difference> found, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(reader.ConnectionString)
        {
            ApplicationName = "crm-verify",
            Pooling = false,
            CommandTimeout = 0,
            Options = "-c statement_timeout=0 -c idle_in_transaction_session_timeout=0",
        }.ConnectionString);
        await connection.OpenAsync(cancellation);
        await ExecuteAsync(connection, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", cancellation);
        await ExecuteAsync(connection, "SET LOCAL ROLE crm_lists_all", cancellation);
        var position = await ScalarAsync(connection, "SELECT position FROM events.feed WHERE singleton", cancellation);
        var deals = await ScalarAsync(connection, "SELECT (SELECT count(*) FROM crm.deals) + (SELECT count(*) FROM crm.former_deals)", cancellation);
        await ExecuteAsync(connection, "RESET ROLE", cancellation);
        var payments = await ScalarAsync(connection, "SELECT count(*) FROM crm.payments", cancellation);
        var shares = (int)Math.Min(MostShares, (deals + payments) / StatesAtOnce + 1);

        var (events, rows) = (0L, 0L);
        var (pipelines, totals) = (new PipelineReplay(found), new DealTotalsReplay(found));
        for (var number = 0; number < shares; number++)
        {
            var share = new Share(number, shares);
            var ofPipelines = await WatermarksAsync(connection, new PipelineConsumer().Name, share, cancellation);
            var ofTotals = await WatermarksAsync(connection, DealTotalsConsumer.ConsumerName, share, cancellation);
            var former = new FormerDealsReplay(found);
            await ExecuteAsync(connection, "SET LOCAL ROLE crm_lists_all", cancellation);
            await former.ReadAsync(connection, share, cancellation);
            await ExecuteAsync(connection, "RESET ROLE", cancellation);
            var ofDeals = new AggregateReplay<DealState, DealEvent, DealView>(
                new DealMapping(),
                found,
                (state, recorded) =>
                {
                    pipelines.Take(ofPipelines, state, recorded);
                    former.Take(state, recorded);
                });
            IReplay[] replays =
            [
                ofDeals,
                new AggregateReplay<PaymentState, PaymentEvent, PaymentView>(
                    new PaymentMapping(), found, (state, recorded) => totals.Take(ofTotals, state, recorded)),
                new AggregateReplay<NoteState, NoteEvent, NoteView>(new NoteMapping(), found, null),
                new AggregateReplay<PipelineState, PipelineEvent, PipelineView>(new PipelineMapping(), found, null),
                new AggregateReplay<TeamState, TeamEvent, TeamView>(new TeamMapping(), found, null),
            ];
            events += await ReplayAsync(connection, replays, share, cancellation);
            former.End(ofDeals.IsBroken);
            foreach (var replay in replays)
            {
                await ExecuteAsync(connection, replay.AggregateType == "deal" ? "SET LOCAL ROLE crm_lists_all" : "RESET ROLE", cancellation);
                rows += await replay.CompareAsync(connection, share, cancellation);
            }

            await ExecuteAsync(connection, "RESET ROLE", cancellation);
        }

        await pipelines.CompareAsync(connection, cancellation);
        await totals.CompareAsync(connection, cancellation);
        foreach (var check in TableCheck.All)
            await CheckAsync(connection, check, found, cancellation);
        await ExecuteAsync(connection, "COMMIT", cancellation);
        return new Verified(position, events, rows);
    }

    /// <summary>Events are read on one thread and replayed on another.</summary>
    private static async Task<long> ReplayAsync(NpgsqlConnection connection, IReplay[] replays, Share share, CancellationToken cancellation)
    {
        var rows = Channel.CreateBounded<List<LoggedRow>>(new BoundedChannelOptions(8) { SingleReader = true, SingleWriter = true });
        var reading = Task.Run(
            async () =>
            {
                try
                {
                    await ReadAsync(connection, share, rows.Writer, cancellation);
                    rows.Writer.Complete();
                }
                catch (Exception problem)
                {
                    rows.Writer.Complete(problem);
                }
            },
            cancellation);
        var byType = replays.ToDictionary(static replay => replay.AggregateType, StringComparer.Ordinal);
        var events = 0L;
        await foreach (var some in rows.Reader.ReadAllAsync(cancellation))
        {
            events += some.Count;
            foreach (var row in some)
            {
                if (byType.TryGetValue(row.AggregateType, out var replay))
                    replay.Take(row);
            }
        }

        await reading;
        return events;
    }

    private static async Task ReadAsync(NpgsqlConnection connection, Share share, ChannelWriter<List<LoggedRow>> rows, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "SELECT position, id, aggregate_type, aggregate_id, version, type, schema_version, actor_id, occurred_at, data "
            + $"FROM events.log WHERE {share.Of("aggregate_id")} ORDER BY position",
            connection);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var some = new List<LoggedRow>(RowsAtOnce);
        while (await row.ReadAsync(cancellation))
        {
            some.Add(new LoggedRow(
                row.GetInt64(0),
                row.GetGuid(1),
                string.Intern(row.GetString(2)),
                row.GetGuid(3),
                row.GetInt64(4),
                string.Intern(row.GetString(5)),
                row.GetInt16(6),
                row.GetGuid(7),
                row.GetFieldValue<DateTimeOffset>(8),
                row.GetFieldValue<byte[]>(9)));
            if (some.Count < RowsAtOnce)
                continue;
            await rows.WriteAsync(some, cancellation);
            some = new List<LoggedRow>(RowsAtOnce);
        }

        await rows.WriteAsync(some, cancellation);
    }

    private static async Task<Dictionary<Guid, long>> WatermarksAsync(NpgsqlConnection connection, string consumer, Share share, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            $"SELECT aggregate_id, version FROM events.consumer_watermarks WHERE consumer = $1 AND {share.Of("aggregate_id")}", connection)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = consumer, NpgsqlDbType = NpgsqlDbType.Text } },
        };
        var watermarks = new Dictionary<Guid, long>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            watermarks.Add(row.GetGuid(0), row.GetInt64(1));
        return watermarks;
    }

    private static async Task CheckAsync(NpgsqlConnection connection, TableCheck check, Action<Difference> found, CancellationToken cancellation)
    {
        await ExecuteAsync(connection, check.SeesDeals ? "SET LOCAL ROLE crm_lists_all" : "RESET ROLE", cancellation);
        await using var command = new NpgsqlCommand(check.Bounded, connection);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            found(new Difference(
                check.What, row.IsDBNull(0) ? null : row.GetGuid(0), row.IsDBNull(1) ? null : row.GetInt64(1), row.IsDBNull(2) ? null : row.GetInt64(2), row.GetString(3)));
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<long> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
