using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Contracts.Notes;
using Crm.Actors.Contracts.Notes.Events;
using Crm.Actors.Contracts.Notifications;
using Crm.Actors.Contracts.Notifications.Events;
using Crm.Actors.Contracts.Payments;
using Crm.Actors.Contracts.Payments.Events;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Contracts.Pipelines.Events;
using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Contracts.Tasks.Events;
using Crm.Actors.Contracts.Teams;
using Crm.Actors.Contracts.Teams.Events;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Contracts.Users.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Notes;
using Crm.Actors.Grains.Notifications;
using Crm.Actors.Grains.Payments;
using Crm.Actors.Grains.Pipelines;
using Crm.Actors.Grains.Tasks;
using Crm.Actors.Grains.Teams;
using Crm.Actors.Grains.Users;
using Crm.Actors.Persistence.Deals;
using Crm.Actors.Persistence.Notes;
using Crm.Actors.Persistence.Notifications;
using Crm.Actors.Persistence.Payments;
using Crm.Actors.Persistence.Pipelines;
using Crm.Actors.Persistence.Tasks;
using Crm.Actors.Persistence.Teams;
using Crm.Actors.Persistence.Users;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.Verifying;

/// <summary>
/// Replays the whole log and compares what comes of it with every table and every total, at one position: that of the snapshot of its one
/// transaction, which takes no lock that a commit would wait for. What a total has not seen yet is left out of its comparison. Of an aggregate
/// whose events cannot all be replayed only that is said; totals that it counts in may differ by it, and that is said beside.
/// </summary>
/// <param name="reader">The reader login.</param>
/// <param name="statesAtOnce">States in memory at a time, of about 1 KiB each; with more aggregates the log is read several times.</param>
public sealed class LogVerifier(NpgsqlConnectionStringBuilder reader, int statesAtOnce = 1_000_000)
{
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
            // Whole tables come: as much at a time as the socket has.
            ReadBufferSize = 1 << 17,
            Options = "-c statement_timeout=0 -c idle_in_transaction_session_timeout=0 -c jit=off -c work_mem=32MB",
        }.ConnectionString);
        await connection.OpenAsync(cancellation);
        await connection.ExecuteAsync("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", cancellation);
        await connection.SeeDealsAsync(sees: true, cancellation);
        var position = await connection.ScalarAsync("SELECT position FROM events.feed WHERE singleton", cancellation);
        var deals = await connection.ScalarAsync("SELECT (SELECT count(*) FROM crm.deals) + (SELECT count(*) FROM crm.former_deals)", cancellation);
        await connection.SeeDealsAsync(sees: false, cancellation);
        var payments = await connection.ScalarAsync("SELECT count(*) FROM crm.payments", cancellation);
        var shares = (int)Math.Min(MostShares, (deals + payments) / statesAtOnce + 1);

        var (events, rows) = (0L, 0L);
        var (pipelines, totals, entries) = (new PipelineReplay(found), new DealTotalsReplay(found), EntriesReplay.OfAllKinds(found));
        for (var number = 0; number < shares; number++)
        {
            var share = new Share(number, shares);
            var ofPipelines = await WatermarksAsync(connection, new PipelineConsumer().Name, share, cancellation);
            var ofTotals = await WatermarksAsync(connection, DealTotalsConsumer.ConsumerName, share, cancellation);
            var former = new FormerDealsReplay(found);
            await connection.SeeDealsAsync(sees: true, cancellation);
            await former.ReadAsync(connection, share, cancellation);
            await connection.SeeDealsAsync(sees: false, cancellation);
            var ofDeals = new AggregateReplay<DealState, DealEvent, DealView>(
                new DealMapping(),
                found,
                (state, recorded) =>
                {
                    pipelines.Take(ofPipelines, state, recorded);
                    former.Take(state, recorded);
                });
            var ofPayments = new AggregateReplay<PaymentState, PaymentEvent, PaymentView>(
                new PaymentMapping(),
                found,
                (state, recorded) =>
                {
                    totals.Take(ofTotals, state, recorded);
                    foreach (var kind in entries)
                        kind.Take(state, recorded);
                });
            var ofTasks = new AggregateReplay<TaskState, TaskEvent, TaskView>(new TaskMapping(), found, null);
            IReplay[] replays =
            [
                ofDeals,
                ofPayments,
                ofTasks,
                new AggregateReplay<NoteState, NoteEvent, NoteView>(new NoteMapping(), found, null),
                new AggregateReplay<PipelineState, PipelineEvent, PipelineView>(new PipelineMapping(), found, null),
                new AggregateReplay<TeamState, TeamEvent, TeamView>(new TeamMapping(), found, null),
                new AggregateReplay<RoleState, RoleEvent, RoleView>(
                    new RoleMapping(), found, null, RoleId.Of(RoleNames.User), RoleId.Of(RoleNames.Manager), RoleId.Of(RoleNames.Administrator)),
                new AggregateReplay<NotificationState, NotificationEvent, NotificationView>(new NotificationMapping(), found, null),
                new AggregateReplay<NotificationPreferencesState, NotificationPreferencesEvent, NotificationPreferencesView>(
                    new NotificationPreferencesMapping(), found, null),
            ];
            VersionsReplay[] versions = [new("user", "auth.users", found), new("team", "auth.teams", found), new("api_key", "auth.api_key_rings", found)];
            events += await new LogReplay([.. replays, .. versions], found).RunAsync(connection, share, cancellation);
            former.End(ofDeals.IsBroken);
            foreach (var replay in replays)
            {
                await connection.SeeDealsAsync(replay == ofDeals || replay == ofTasks, cancellation);
                rows += await replay.CompareAsync(connection, share, cancellation);
            }

            await connection.SeeDealsAsync(sees: false, cancellation);
            foreach (var replay in versions)
                await replay.CompareAsync(connection, share, cancellation);
            foreach (var kind in entries)
                await kind.CompareAsync(connection, share, ofPayments.Broken, cancellation);
        }

        await pipelines.CompareAsync(connection, cancellation);
        await totals.CompareAsync(connection, cancellation);
        foreach (var kind in entries)
            await kind.ExplainAsync(connection, cancellation);
        if (shares > 1)
            await TableCheck.Positions.RunAsync(connection, found, cancellation);
        foreach (var check in TableCheck.All)
            await check.RunAsync(connection, found, cancellation);
        await connection.ExecuteAsync("COMMIT", cancellation);
        return new Verified(position, events, rows);
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
}
