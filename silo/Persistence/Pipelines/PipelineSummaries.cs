using System.Net.Sockets;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Pipelines;
using Crm.Actors.Persistence.Feed;
using Npgsql;

namespace Crm.Actors.Persistence.Pipelines;

/// <summary>Adds the partitions of <c>crm.pipeline_totals</c> up. One statement, so figures and positions are of one snapshot.</summary>
public sealed class PipelineSummaries(FeedDatabase database, TimeProvider clock) : IPipelineSummaries
{
    private const string Sql = """
        SELECT p.position, greatest(p.position, n.newest), t.stage, t.status, t.currency, t.count, t.amount
        FROM events.consumer_progress p
        CROSS JOIN (SELECT max(newest) AS newest FROM events.consumer_partitions WHERE consumer = $2) n
        LEFT JOIN (
            SELECT stage, status, currency, sum(count)::bigint AS count, sum(amount) AS amount
            FROM crm.pipeline_totals WHERE pipeline_id = $1 GROUP BY stage, status, currency) t ON t.count <> 0
        WHERE p.consumer = $2
        """;

    /// <summary>Below that of the gateway, which hears then that it is the database.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);
    private static readonly string Consumer = new PipelineConsumer().Name;

    /// <inheritdoc/>
    public async Task<PipelineSummary> ReadAsync(Guid pipelineId)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        try
        {
            return await ReadAsync(pipelineId, limit.Token).WaitAsync(limit.Token);
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException or TimeoutException or IOException or SocketException)
        {
            throw new StoreUnavailableException("The totals of pipelines cannot be read.", e);
        }
    }

    private async Task<PipelineSummary> ReadAsync(Guid pipelineId, CancellationToken cancellation)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellation);
        await using var command = new NpgsqlCommand(Sql, connection)
        {
            Parameters = { new NpgsqlParameter<Guid> { TypedValue = pipelineId }, new NpgsqlParameter<string> { TypedValue = Consumer } },
        };
        await command.PrepareAsync(cancellation);
        await using var row = await command.ExecuteReaderAsync(cancellation);
        var (position, newest) = (0L, 0L);
        var totals = new List<PipelineTotal>();
        while (await row.ReadAsync(cancellation))
        {
            (position, newest) = (row.GetInt64(0), row.GetInt64(1));
            if (!row.IsDBNull(2))
                totals.Add(Total(row));
        }

        return new(pipelineId, position, newest, [.. totals
            .OrderBy(static t => t.Stage, StringComparer.Ordinal)
            .ThenBy(static t => t.Status)
            .ThenBy(static t => t.Currency, StringComparer.Ordinal)]);
    }

    private static PipelineTotal Total(NpgsqlDataReader row)
    {
        var currency = row.GetString(4) is { Length: > 0 } code ? code : null;
        return new(
            row.GetString(2),
            DealStatusNames.Parse(row.GetString(3)),
            currency,
            row.GetInt64(5),
            currency is null ? null : Currencies.Scale(row.GetDecimal(6), currency));
    }
}
