using System.Collections.Immutable;
using System.Globalization;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Pipelines;

namespace Crm.Actors.Grains.Telegram.Bot;

/// <summary>Finds deals as the linked user sees them.</summary>
public sealed class BotDeals(IGrainFactory grains)
{
    private const int LongestSearch = 200;

    /// <summary>The deal; null where there is none for the user.</summary>
    public async Task<DealView?> GetAsync(BotTurn turn, Guid id) => (await Deal(id).Get(turn.Caller).DecidedAsync()).Value;

    /// <summary>The deal's own grain.</summary>
    public IDealGrain Deal(Guid id) => grains.GetGrain<IDealGrain>(id);

    /// <summary>The pipeline; null where there is none.</summary>
    public async Task<PipelineDefinition?> PipelineAsync(Guid id) => (await grains.GetGrain<IPipelineGrain>(id).Get().DecidedAsync()).Value?.Definition;

    /// <summary>The newest deals that are not archived, and have these words where some are given. They are what numbers mean from now on.</summary>
    public async Task<ImmutableArray<DealView>> ListAsync(BotTurn turn, string words, int most = ChatState.MaxListed)
    {
        var list = new ListDeals(turn.Caller) { Limit = most, Archived = false, Text = words.Length == 0 ? null : words[..Math.Min(words.Length, LongestSearch)] };
        var page = (await grains.GetGrain<IDealQueriesGrain>(0).List(list).DecidedAsync()).Value;
        ImmutableArray<DealView> items = page?.Items ?? [];
        if (!items.IsEmpty)
            turn.State.ListedDeals = [.. items.Select(static deal => deal.Id)];
        return items;
    }

    /// <summary>The deal that somebody means: by a number of the last list, by its id, or by words that only one has. Null when there is none.</summary>
    /// <returns>More than one in <c>Several</c> where words fit more.</returns>
    public async Task<(DealView? One, ImmutableArray<DealView> Several)> FindAsync(BotTurn turn, string meant)
    {
        if (int.TryParse(meant, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= turn.State.ListedDeals.Count)
            return (await GetAsync(turn, turn.State.ListedDeals[number - 1]), []);
        if (Guid.TryParseExact(meant, "D", out var id))
            return (await GetAsync(turn, id), []);
        var found = await ListAsync(turn, meant);
        return found.Length == 1 ? (found[0], []) : (null, found);
    }
}
