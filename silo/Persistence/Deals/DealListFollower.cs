using Npgsql;

namespace Crm.Actors.Persistence.Deals;

/// <summary>
/// Brings <c>crm.deal_list</c> up to the log's end. Those who ask while a pass is under way share the next one. A pass that a crash
/// undoes is done again by the next, so it does not wait for the disk.
/// </summary>
public sealed class DealListFollower : IAsyncDisposable
{
    private const int EventsAtOnce = 16_384;
    private readonly NpgsqlDataSource _database;
    private readonly Lock _gate = new();
    private Task _running = Task.CompletedTask;
    private Task? _next;

    /// <param name="connectionString">Npgsql connection string of the writer login.</param>
    public DealListFollower(string connectionString)
    {
        var given = new NpgsqlConnectionStringBuilder(connectionString);
        var builder = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "crm-list-follower",
            MaxPoolSize = 1,
            Timeout = 2,
            CommandTimeout = 5,
            CancellationTimeout = 300,
            KeepAlive = 10,
            MaxAutoPrepare = 2,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
            Options = $"{given.Options} -c synchronous_commit=off".TrimStart(),
        };
        _database = NpgsqlDataSource.Create(builder);
    }

    /// <summary>Ends when the table has all that was committed before the call.</summary>
    /// <exception cref="NpgsqlException">The database does not answer.</exception>
    public Task CatchUpAsync(CancellationToken cancellation)
    {
        lock (_gate)
            return (_next ??= FollowAfterAsync(_running)).WaitAsync(cancellation);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private async Task FollowAfterAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        lock (_gate)
            (_running, _next) = (_next!, null);
        await FollowAsync();
    }

    private async Task FollowAsync()
    {
        await using var command = _database.CreateCommand("SELECT reached, head FROM crm.follow_log($1)");
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = EventsAtOnce });
        var goal = long.MaxValue;
        while (true)
        {
            await using var row = await command.ExecuteReaderAsync();
            await row.ReadAsync();
            goal = Math.Min(goal, row.GetInt64(1));
            var reached = row.GetInt64(0);
            // What was reached is true once it is committed, which the end of the answer tells.
            await row.NextResultAsync();
            if (reached >= goal)
                return;
        }
    }
}
