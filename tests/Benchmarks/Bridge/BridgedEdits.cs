using System.Diagnostics;
using Crm.Actors.Benchmarks.Harness;
using Crm.Actors.Benchmarks.Servers;
using Crm.Actors.Benchmarks.Sse;
using Npgsql;

namespace Crm.Actors.Benchmarks.Bridge;

/// <summary>Edits at a fixed rate, and how long after its answer each event reaches a foreign consumer. One that came before the answer counts as zero.</summary>
internal sealed class BridgedEdits(Product product, Guid[] deals, ForeignConsumer? foreign)
{
    private static readonly TimeSpan ArrivalLimit = TimeSpan.FromSeconds(30);

    /// <exception cref="InvalidOperationException">An event did not arrive.</exception>
    public async Task<(Load Edits, Load Bridge)> RunAsync(int perSecond, TimeSpan duration)
    {
        var start = await product.Database.ScalarAsync<long>("SELECT position FROM events.feed");
        using var edits = new PacedEdits(product.Address, deals);
        await edits.RunAsync(perSecond, duration);
        return (Load.Of(edits.Latencies, duration), foreign is null ? new Load(0, 0, 0) : Load.Of(await DelaysAsync(foreign, edits, start), duration));
    }

    private async Task<List<double>> DelaysAsync(ForeignConsumer consumer, PacedEdits edits, long start)
    {
        var ids = await IdsAsync(start);
        var waiting = Stopwatch.GetTimestamp();
        while (ids.Keys.Any(id => !consumer.Arrived.ContainsKey(id)))
        {
            if (Stopwatch.GetElapsedTime(waiting) > ArrivalLimit)
                throw new InvalidOperationException($"{ids.Keys.Count(id => !consumer.Arrived.ContainsKey(id))} of {ids.Count} events did not arrive.");
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }

        return [.. ids.Select(e => Math.Max(0, Stopwatch.GetElapsedTime(edits.Acknowledged[e.Value], consumer.Arrived[e.Key]).TotalMilliseconds))];
    }

    private async Task<Dictionary<Guid, (Guid Deal, long Version)>> IdsAsync(long start)
    {
        await using var connection = new NpgsqlConnection(product.Database.AdminConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT id, aggregate_id, version FROM events.log WHERE position > $1", connection)
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = start } },
        };
        var ids = new Dictionary<Guid, (Guid, long)>();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            ids[rows.GetGuid(0)] = (rows.GetGuid(1), rows.GetInt64(2));
        return ids;
    }
}
