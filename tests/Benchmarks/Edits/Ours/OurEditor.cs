using System.Collections.Concurrent;
using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.TestKit.Postgres;

namespace Crm.Actors.Benchmarks.Edits.Ours;

/// <summary>The product: commands to deal grains.</summary>
internal sealed class OurEditor(TestDatabase database, SiloInProcess silo, bool ownsDatabase = true) : IEditor
{
    private static readonly Caller Caller = new(new Guid("00000000-0000-7000-8000-000000000001"), ["ROLE_ADMIN"], [], "en", null);

    // To make a reference costs reflection; the gateway keeps what that finds, and so do the editors.
    private readonly ConcurrentDictionary<Guid, IDealGrain> _deals = new();

    public string Name => "ours";

    public static async Task<OurEditor> StartAsync(TestDatabase database) => new(database, await SiloInProcess.StartAsync(SiloUrls.Of(database)));

    public async Task CreateAsync(IReadOnlyList<Guid> deals)
    {
        foreach (var some in deals.Chunk(100))
            await Task.WhenAll(some.Select(CreateAsync));
    }

    public async Task EditAsync(Edit edit)
    {
        var patch = new PatchDeal(new CommandContext(Caller, edit.Key, edit.RequestHash, null));
        patch = edit.Field switch
        {
            EditedField.Amount => patch with { Amount = edit.Amount },
            EditedField.Title => patch with { Title = edit.Title },
            _ => patch with { CustomFields = NoPatch.Add(EditSource.CustomFieldName, edit.CustomField) },
        };
        Accepted(await Deal(edit.DealId).Patch(patch));
    }

    public Task<long> CountAsync() => database.ScalarAsync<long>("SELECT count(*) FROM events.log");

    public async ValueTask DisposeAsync()
    {
        await silo.DisposeAsync();
        if (ownsDatabase)
            await database.DisposeAsync();
    }

    private static ImmutableSortedDictionary<string, string?> NoPatch { get; } =
        ImmutableSortedDictionary.Create<string, string?>(StringComparer.Ordinal);

    private async Task CreateAsync(Guid id)
    {
        var command = new CreateDeal(new CommandContext(Caller, $"create-{id}", id, null), "A deal to be edited")
        {
            Client = "A client of some name",
            Amount = 1,
            Currency = "EUR",
            Tags = ["one", "two"],
            CustomFields = DealView.NoCustomFields.Add(EditSource.CustomFieldName, "0"),
        };
        var result = await Deal(id).Create(command);
        for (var tries = 1; result.Rejection?.Code == RejectionCode.Unavailable && tries < 10; tries++)
            result = await Deal(id).Create(command);
        Accepted(result);
    }

    private IDealGrain Deal(Guid id) => _deals.GetOrAdd(id, static (id, grains) => grains.GetGrain<IDealGrain>(id), silo.Grains);

    private static void Accepted(CommandResult<DealView> result)
    {
        if (result.Rejection is { } rejection)
            throw new InvalidOperationException($"{rejection.Code}: {rejection.Detail}");
    }
}
