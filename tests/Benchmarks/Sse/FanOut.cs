using System.Diagnostics;
using Crm.Actors.Benchmarks.Harness;
using Crm.Actors.Benchmarks.Servers;

namespace Crm.Actors.Benchmarks.Sse;

/// <summary>Deliveries per second when events come as fast as they can be sent on: half of the clients follow one owner, half the other.</summary>
internal static class FanOut
{
    public const int OwnerCount = 2;

    /// <summary>Events that may be on their way: enough that nobody waits for a commit; a fraction of what the gateway keeps.</summary>
    private const int EventsUnderWay = 2_048;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(4);

    public static async Task<Load> OursAsync(Product product, int clients)
    {
        await using var injector = new EventInjector(product.Database, OwnerCount);
        return await RunAsync(product.Address, clients, injector.CommitAsync);
    }

    public static async Task<Load> BareAsync(Uri address, int clients)
    {
        using var http = new HttpClient { BaseAddress = address };
        return await RunAsync(address, clients, async () => (await http.PostAsync("/commit", null)).EnsureSuccessStatusCode());
    }

    private static async Task<Load> RunAsync(Uri server, int clients, Func<Task> commit)
    {
        await using var streams = await SseClientProcess.StartAsync(server, Owners.Paths(clients, OwnerCount), notesArrivals: false);
        using var end = new CancellationTokenSource();
        var committing = Task.Run(() => CommitAsync(commit, streams, clients, end.Token));
        var load = await MeasureAsync(streams);
        await end.CancelAsync();
        await committing;
        await streams.StopAsync();
        return load;
    }

    private static async Task CommitAsync(Func<Task> commit, SseClientProcess streams, int clients, CancellationToken end)
    {
        var committed = 0L;
        while (!end.IsCancellationRequested)
        {
            var arrived = streams.Deliveries * OwnerCount / clients;
            if (committed - arrived >= EventsUnderWay)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), CancellationToken.None);
                continue;
            }

            await commit();
            committed += EventInjector.Batch;
        }
    }

    private static async Task<Load> MeasureAsync(SseClientProcess streams)
    {
        await Task.Delay(WarmUp);
        var (before, from) = (streams.Deliveries, Stopwatch.GetTimestamp());
        await Task.Delay(Measured);
        return new Load((streams.Deliveries - before) / Stopwatch.GetElapsedTime(from).TotalSeconds, 0, 0);
    }
}
