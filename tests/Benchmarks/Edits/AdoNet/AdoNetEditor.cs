using System.Collections.Concurrent;
using Crm.Actors.Benchmarks.Harness;
using Crm.Actors.TestKit.Postgres;
using Npgsql;

namespace Crm.Actors.Benchmarks.Edits.AdoNet;

/// <summary>
/// The peer "stock AdoNet grain": WriteStateAsync per edit with Orleans' AdoNet storage and its default serializer, in a silo of
/// its own. Pooled, prepared, and over our storage table, which has the unique index that the stock script lacks.
/// </summary>
internal sealed class AdoNetEditor(TestDatabase database, IHost host) : IEditor
{
    private readonly IGrainFactory _grains = host.Services.GetRequiredService<IGrainFactory>();

    private readonly ConcurrentDictionary<Guid, IEditedDealGrain> _deals = new();

    public string Name => "adonet";

    public static async Task<AdoNetEditor> StartAsync(TestDatabase database)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<IHostLifetime, NoLifetime>();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(Ports.Free(), Ports.Free(), null, "bench", database.Name);
            silo.AddAdoNetGrainStorageAsDefault(storage =>
            {
                storage.Invariant = "Npgsql";
                storage.ConnectionString = new NpgsqlConnectionStringBuilder(database.OrleansConnectionString)
                {
                    MaxPoolSize = 64,
                    MaxAutoPrepare = 16,
                    AutoPrepareMinUsages = 2,
                    NoResetOnClose = true,
                }.ConnectionString;
            });
        });
        var host = builder.Build();
        await host.StartAsync();
        return new AdoNetEditor(database, host);
    }

    public Task CreateAsync(IReadOnlyList<Guid> deals) => Task.WhenAll(deals.Select(id => Deal(id).Create()));

    public Task EditAsync(Edit edit) => Deal(edit.DealId).Patch(
        edit.Key,
        edit.RequestHash,
        edit.Field == EditedField.Title ? edit.Title : null,
        edit.Field == EditedField.Amount ? edit.Amount : null,
        edit.Field == EditedField.CustomField ? edit.CustomField : null);

    public Task<long> CountAsync() => database.ScalarAsync<long>("SELECT coalesce(sum(version - 1), 0)::bigint FROM orleans.grain_state");

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        await ((IAsyncDisposable)host).DisposeAsync();
        await database.DisposeAsync();
    }

    private IEditedDealGrain Deal(Guid id) => _deals.GetOrAdd(id, static (id, grains) => grains.GetGrain<IEditedDealGrain>(id), _grains);
}
