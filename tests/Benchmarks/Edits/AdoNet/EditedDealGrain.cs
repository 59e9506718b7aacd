namespace Crm.Actors.Benchmarks.Edits.AdoNet;

/// <inheritdoc/>
public sealed class EditedDealGrain(
    [PersistentState("deal")] IPersistentState<EditedDeal> deal, TimeProvider clock) : Grain, IEditedDealGrain
{
    public Task Create()
    {
        deal.State.CreatedAt = deal.State.UpdatedAt = clock.GetUtcNow();
        deal.State.Version = 1;
        return deal.WriteStateAsync();
    }

    public async Task<long> Patch(string key, Guid requestHash, string? title, decimal? amount, string? customField)
    {
        var state = deal.State;
        if (state.LastKey == key)
            return state.LastRequestHash == requestHash ? state.Version : throw new InvalidOperationException("The key was used for another request.");
        state.Title = title ?? state.Title;
        state.Amount = amount ?? state.Amount;
        if (customField is not null)
            state.CustomFields[EditSource.CustomFieldName] = customField;
        state.Version++;
        state.UpdatedAt = clock.GetUtcNow();
        state.LastKey = key;
        state.LastRequestHash = requestHash;
        await deal.WriteStateAsync();
        return state.Version;
    }
}
