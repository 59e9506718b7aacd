using Crm.Actors.Persistence.Relay;
using Crm.Actors.TestKit.Postgres;
using Crm.Actors.TestKit.Running;
using Shouldly;

namespace Crm.Actors.IntegrationTests.Relay;

/// <summary>What the database shows of the relays.</summary>
internal static class RelayDatabaseExtensions
{
    private const string Sessions = $"FROM pg_stat_activity WHERE datname = current_database() AND application_name = '{RelayDatabase.ApplicationName}'";

    // A bigint key is shown as two halves.
    private const string Leader = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND (classid::bigint << 32) + objid::bigint = ";

    public static Task<long> CursorAsync(this TestDatabase database) => database.ScalarAsync<long>("SELECT position FROM events.relay_cursor");

    /// <summary>Waits until the cursor is there: everything before is published and confirmed.</summary>
    public static Task UntilCursorAsync(this TestDatabase database, long position) => Condition.WaitAsync(
        async () => await database.CursorAsync() == position, RelayedLog.Patience, () => $"the cursor is at {position}");

    /// <summary>Waits until so many relays have a session.</summary>
    public static Task UntilCompetingAsync(this TestDatabase database, int relays) => Condition.WaitAsync(
        async () => await database.ScalarAsync<long>($"SELECT count(*) {Sessions}") == relays, RelayedLog.Patience, () => $"{relays} relays compete");

    /// <summary>Ends the session that holds the lock.</summary>
    public static async Task KillLeaderAsync(this TestDatabase database) =>
        (await database.ScalarAsync<bool>($"SELECT pg_terminate_backend(pid) {Sessions} AND pid IN ({Leader}{RelayLeadership.LockKey})"))
            .ShouldBeTrue();
}
