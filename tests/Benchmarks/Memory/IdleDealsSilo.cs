using System.Globalization;
using Crm.Actors.Benchmarks.Edits.Ours;
using Crm.Actors.Benchmarks.Servers;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Npgsql;

namespace Crm.Actors.Benchmarks.Memory;

/// <summary>Activates all deals of a database and says how many bytes each of them added: managed, resident, and its data alone.</summary>
internal static class IdleDealsSilo
{
    public const string Part = "idle-deals-silo";

    private const int AtOnce = 64;
    private static readonly Caller Caller = new(Tokens.UserId, ["ROLE_ADMIN"], [], "en", null);

    public static async Task<int> RunAsync(SiloUrls urls, string adminConnectionString)
    {
        var ids = await IdsAsync(adminConnectionString);
        await using var silo = await SiloInProcess.StartAsync(urls);
        // The first ones pay for the code.
        await ActivateAsync(silo, ids[..1_000]);
        var rest = ids[1_000..];
        var before = Measure();
        await ActivateAsync(silo, rest);
        var after = Measure();
        var states = await StatesAsync(silo, rest);
        var data = Measure().Managed - after.Managed;
        GC.KeepAlive(states);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"IDLE {(after.Managed - before.Managed) / (double)rest.Length} {(after.Resident - before.Resident) / (double)rest.Length} {data / (double)rest.Length}"));
        return 0;
    }

    private static Task ActivateAsync(SiloInProcess silo, Guid[] ids) => Parallel.ForEachAsync(
        ids,
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
        async (id, _) =>
        {
            var deal = silo.Grains.GetGrain<IDealGrain>(id);
            for (var tries = 1; (await deal.Get(Caller)).Rejection is { } rejection; tries++)
            {
                if (rejection.Code != RejectionCode.Unavailable || tries == 10)
                    throw new InvalidOperationException(rejection.Detail);
            }
        });

    /// <summary>The same states once more, without grains around them.</summary>
    private static async Task<DealState?[]> StatesAsync(SiloInProcess silo, Guid[] ids)
    {
        var store = silo.Services.GetRequiredService<IEventStore<DealState, DealEvent>>();
        var states = new DealState?[ids.Length];
        await Parallel.ForAsync(0, ids.Length, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) => states[i] = (await store.LoadAsync(ids[i])).State);
        return states;
    }

    private static async Task<Guid[]> IdsAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT array_agg(id) FROM crm.deals", connection);
        return (Guid[])(await command.ExecuteScalarAsync())!;
    }

    private static (long Managed, long Resident) Measure()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return (GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet);
    }
}
