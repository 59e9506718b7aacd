using System.Diagnostics;
using Crm.Actors.Benchmarks.Harness;
using Crm.Actors.Benchmarks.Servers;
using Npgsql;

namespace Crm.Actors.Benchmarks.Sse;

/// <summary>
/// From an edit's acknowledgement to its arrival at each client that follows the deal's owner. A client that hears of an edit
/// before the editor does counts as zero. A delivery that is missing or too many fails the run.
/// </summary>
internal sealed class StreamLatency(Product product, Guid[] deals, int ownerCount)
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ArrivalLimit = TimeSpan.FromSeconds(20);

    /// <param name="clients">Clients, who follow the owners in turn.</param>
    /// <param name="perSecond">Edits per second.</param>
    /// <param name="whileOpen">Called at the end, with the streams still open.</param>
    public async Task<Load> RunAsync(int clients, int perSecond, Action? whileOpen = null)
    {
        await using var streams = await SseClientProcess.StartAsync(product.Address, Owners.Paths(clients, ownerCount), notesArrivals: true);
        var start = await product.Database.ScalarAsync<long>("SELECT position FROM events.feed");
        using var edits = new PacedEdits(product.Address, deals);
        await edits.RunAsync(perSecond, Duration);
        var acknowledged = await PositionsAsync(edits, start);
        var expected = acknowledged.Count * (long)clients / ownerCount;
        await ArriveAsync(streams, expected);
        whileOpen?.Invoke();
        var arrivals = (await streams.StopAsync()).SelectMany(static a => a).Where(a => a.Position > start).ToList();
        if (arrivals.Count != expected)
            throw new InvalidOperationException($"{arrivals.Count} deliveries instead of {expected}");
        var delays = arrivals
            .Select(arrival => Math.Max(0, Stopwatch.GetElapsedTime(acknowledged[arrival.Position], arrival.At).TotalMilliseconds))
            .Order().ToList();
        return new Load(arrivals.Count / Duration.TotalSeconds, delays[delays.Count / 2], delays[delays.Count * 99 / 100]);
    }

    private static async Task ArriveAsync(SseClientProcess streams, long expected)
    {
        var started = Stopwatch.GetTimestamp();
        while (streams.Deliveries < expected && Stopwatch.GetElapsedTime(started) < ArrivalLimit)
            await Task.Delay(TimeSpan.FromMilliseconds(20));
    }

    /// <summary>When the edit behind each position was acknowledged.</summary>
    private async Task<Dictionary<long, long>> PositionsAsync(PacedEdits edits, long start)
    {
        await using var connection = new NpgsqlConnection(product.Database.AdminConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT position, aggregate_id, version FROM events.log WHERE position > $1", connection)
        {
            Parameters = { new NpgsqlParameter { Value = start } },
        };
        var positions = new Dictionary<long, long>();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
            positions[rows.GetInt64(0)] = edits.Acknowledged[(rows.GetGuid(1), rows.GetInt64(2))];
        return positions;
    }
}
