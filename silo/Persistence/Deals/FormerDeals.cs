using Npgsql;

namespace Crm.Actors.Persistence.Deals;

/// <summary>
/// Keeps <c>crm.former_deals</c>: for as much of the log as somebody has asked about, what each deal was before each event. The work is done
/// in steps, each a transaction, and what is done stays done, whoever gives up waiting for the rest. A step that a crash undoes is done
/// again, so it does not wait for the disk.
/// </summary>
public sealed class FormerDeals : IAsyncDisposable
{
    private const string CoverageSql = "SELECT start, position, asked_at > now() - interval '1 hour' FROM crm.former_deals_position WHERE singleton";
    private const string BeginSql = "INSERT INTO crm.former_deals_position (start, position, asked_at) VALUES ($1, $1, now()) ON CONFLICT DO NOTHING";
    private const string MoveSql = "UPDATE crm.former_deals_position SET start = $1, position = $2, asked_at = CASE WHEN $3 THEN now() ELSE asked_at END WHERE singleton";

    // Nobody pays for what was asked for once and never again.
    private const string AskedSql = """
        SELECT f.position FROM crm.former_deals_position p CROSS JOIN events.feed f
        WHERE p.singleton AND f.singleton AND p.asked_at > now() - interval '7 days'
        """;

    private readonly NpgsqlDataSource _database;
    private readonly long _eventsAtOnce;
    private readonly SemaphoreSlim _turn = new(1);

    /// <param name="connectionString">Npgsql connection string of the writer login.</param>
    /// <param name="eventsAtOnce">Events of the log in one step, at most 1024.</param>
    public FormerDeals(string connectionString, long eventsAtOnce = FormerDealsStep.MostPositions)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(eventsAtOnce, FormerDealsStep.MostPositions);
        _eventsAtOnce = eventsAtOnce;
        var given = new NpgsqlConnectionStringBuilder(connectionString);
        _database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "crm-former-deals",
            MaxPoolSize = 1,
            Timeout = 2,
            CommandTimeout = 5,
            CancellationTimeout = 300,
            KeepAlive = 10,
            MaxAutoPrepare = 0,
            NoResetOnClose = true,
            Options = $"{given.Options} -c synchronous_commit=off -c jit=off -c enable_seqscan=off -c enable_bitmapscan=off -c enable_hashjoin=off -c enable_mergejoin=off".TrimStart(),
        });
    }

    /// <summary>Ends when the table has what each deal was before each event of a stretch of the log.</summary>
    /// <param name="after">The position after which the stretch begins.</param>
    /// <param name="upTo">The position of its last event.</param>
    /// <param name="cancellation">Gives up waiting, after the step that is under way.</param>
    /// <exception cref="NpgsqlException">The database does not answer.</exception>
    public async Task ReachAsync(long after, long upTo, CancellationToken cancellation)
    {
        while (!await StepAsync(after, upTo, cancellation))
            cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Brings the table up to the log's end, if somebody asked for it not long ago.</summary>
    /// <returns>Whether somebody did.</returns>
    /// <exception cref="NpgsqlException">The database does not answer.</exception>
    public async Task<bool> KeepUpAsync(CancellationToken cancellation)
    {
        if (await AskedAsync(cancellation) is not { } head)
            return false;
        while (!await StepAsync(after: null, head, cancellation))
            cancellation.ThrowIfCancellationRequested();
        return true;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync();
        await _database.DisposeAsync();
        _turn.Dispose();
    }

    // Without a beginning nobody asks, and the table goes on from where it is.
    private async Task<bool> StepAsync(long? after, long upTo, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        // To take events back is work, which no grain has to wait for.
        return await Task.Run(FinishAsync, CancellationToken.None).WaitAsync(cancellation);

        async Task<bool> FinishAsync()
        {
            try
            {
                return await OnceAsync(after, upTo);
            }
            finally
            {
                _turn.Release();
            }
        }
    }

    private async Task<bool> OnceAsync(long? after, long upTo)
    {
        await using var connection = await _database.OpenConnectionAsync();
        var known = await CoverageAsync(connection, CoverageSql);
        if (known is { } seen && seen.Coverage.Covers(after ?? seen.Coverage.Position, upTo) && (seen.IsFresh || after is null))
            return true;
        if (known is null && after is null)
            return true;
        if (known is null)
            await ExecuteAsync(connection, BeginSql, upTo);

        await using var transaction = await connection.BeginTransactionAsync();
        // One session at a time from here on; what another did meanwhile, the next statements see.
        var coverage = (await CoverageAsync(connection, CoverageSql + " FOR UPDATE"))!.Value.Coverage;
        var start = after ?? coverage.Position;
        if (coverage.Next(start, upTo, _eventsAtOnce) is { } next)
            coverage = await new FormerDealsStep(connection).RunAsync(next.Low, next.High) ? next.From.With(next.Low, next.High) : next.From;
        await ExecuteAsync(connection, MoveSql, coverage.Start, coverage.Position, after is not null);
        await transaction.CommitAsync();
        return coverage.Covers(start, upTo);
    }

    private async Task<long?> AskedAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            await using var command = _database.CreateCommand(AskedSql);
            return (long?)await command.ExecuteScalarAsync(CancellationToken.None);
        }
        finally
        {
            _turn.Release();
        }
    }

    private static async Task<(FormerCoverage Coverage, bool IsFresh)?> CoverageAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var row = await command.ExecuteReaderAsync();
        return await row.ReadAsync() ? (new FormerCoverage(row.GetInt64(0), row.GetInt64(1)), row.GetBoolean(2)) : null;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        await command.ExecuteNonQueryAsync();
    }
}
