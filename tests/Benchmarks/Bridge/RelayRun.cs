using System.Diagnostics;
using Crm.Actors.Benchmarks.Harness;
using Crm.Actors.Benchmarks.Servers;
using Crm.Actors.TestKit.Postgres;
using Crm.Actors.TestKit.RabbitMq;

namespace Crm.Actors.Benchmarks.Bridge;

/// <summary>The product's relay over a log that is there already, measured over its second half because a new process is slow at first; its own consumers run beside it.</summary>
internal static class RelayRun
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <returns>Events per second.</returns>
    public static async Task<double> RunAsync(BenchContext context, RabbitMqServer broker, int events)
    {
        var database = await context.NewDatabaseAsync();
        await FilledLog.FillAsync(database, events);
        await using var product = await Product.StartAsync(database, ("RABBITMQ_URL", broker.AmqpUri));
        var (first, started) = await CursorAsync(database, position => position > events / 2);
        var (_, ended) = await CursorAsync(database, position => position >= events);
        return (events - first) / Stopwatch.GetElapsedTime(started, ended).TotalSeconds;
    }

    private static async Task<(long Position, long At)> CursorAsync(TestDatabase database, Predicate<long> isThere)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var position = await database.ScalarAsync<long>("SELECT position FROM events.relay_cursor");
            if (isThere(position))
                return (position, Stopwatch.GetTimestamp());
            if (Stopwatch.GetElapsedTime(started) > Limit)
                throw new InvalidOperationException($"The relay stands at {position}.");
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }
}
