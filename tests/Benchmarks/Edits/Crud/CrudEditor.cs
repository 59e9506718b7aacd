using Crm.Actors.Grains.Kernel;
using Crm.Actors.TestKit.Postgres;

namespace Crm.Actors.Benchmarks.Edits.Crud;

/// <summary>The CRUD peer in this process: callers go straight to its store.</summary>
internal sealed class CrudEditor(TestDatabase database, CrudStore store) : IEditor
{
    /// <summary>Connections of the pool: measured best among 16, 32, 48 and 64 on two cores.</summary>
    public const int PoolSize = 32;

    private static readonly Guid CallerId = new("00000000-0000-7000-8000-000000000001");

    public string Name => "crud";

    public static async Task<CrudEditor> StartAsync(TestDatabase database)
    {
        await CrudStore.PrepareAsync(database);
        var connections = CrudStore.Connect(database.WriterConnectionString, PoolSize);
        return new CrudEditor(database, new CrudStore(connections, TimeProvider.System, new UuidV7Source(TimeProvider.System)));
    }

    public Task CreateAsync(IReadOnlyList<Guid> deals) => CrudSeed.RunAsync(database, deals);

    public async Task EditAsync(Edit edit)
    {
        var patch = edit.Field switch
        {
            EditedField.Amount => new CrudPatch(null, edit.Amount, null, null),
            EditedField.Title => new CrudPatch(edit.Title, null, null, null),
            _ => new CrudPatch(null, null, EditSource.CustomFieldName, edit.CustomField),
        };
        if (await store.PatchAsync(CallerId, edit.DealId, patch, edit.Key, edit.RequestHash) is null)
            throw new InvalidOperationException("There is no such deal.");
    }

    public Task<long> CountAsync() => database.ScalarAsync<long>("SELECT count(*) FROM events.log");

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        await database.DisposeAsync();
    }
}
