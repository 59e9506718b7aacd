using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.IntegrationTests.EventStore;

namespace Crm.Actors.IntegrationTests.Consumers;

/// <summary>A deal that goes through random changes, each in a commit of its own.</summary>
internal sealed class RandomPast(Random random, ConsumedDeals deals)
{
    private static readonly string[] Codes = ["EUR", "JPY", "KWD", "CLF"];
    private readonly Guid _id = StoredDeals.NewId();

    public async Task RunAsync(int edits)
    {
        var append = StoredDeals.Creation(_id);
        await deals.CommitAsync(append);
        for (var i = 0; i < edits; i++)
        {
            var decision = Next(append.State);
            if (decision.Events.IsDefaultOrEmpty)
                continue;
            append = StoredDeals.Next(_id, append.State, decision, null);
            await deals.CommitAsync(append);
        }
    }

    private Decision<DealEvent> Next(DealState deal) => random.Next(8) switch
    {
        0 => Patch(deal, new(StoredDeals.Context()) { Amount = (decimal)random.Next(100_000), Currency = Codes[random.Next(Codes.Length)] }),
        1 => Patch(deal, new(StoredDeals.Context()) { Amount = new Optional<decimal?>(true, null), Currency = new Optional<string?>(true, null) }),
        2 => Patch(deal, new(StoredDeals.Context()) { Title = $"Title {random.Next(9)}" }),
        3 => DealRules.MoveStage(deal, new MoveDealStage(StoredDeals.Context(), DefaultPipeline.Stages[random.Next(4)]), DefaultPipeline.Unchanged, default),
        4 => DealRules.Win(deal, new WinDeal(StoredDeals.Context()), default),
        5 => DealRules.Lose(deal, new LoseDeal(StoredDeals.Context(), "price"), DefaultPipeline.Unchanged, default),
        6 => DealRules.Reopen(deal, new ReopenDeal(StoredDeals.Context()), default),
        _ => deal.View.Archived
            ? DealRules.Restore(deal, new RestoreDeal(StoredDeals.Context()), default)
            : DealRules.Archive(deal, new ArchiveDeal(StoredDeals.Context()), default),
    };

    private static Decision<DealEvent> Patch(DealState deal, PatchDeal patch) => PatchDealRule.Patch(deal, patch, DefaultPipeline.Unchanged, default);
}
