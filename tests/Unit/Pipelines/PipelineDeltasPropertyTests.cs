using System.Globalization;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Pipelines;
using Crm.Actors.UnitTests.Deals;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Pipelines;

/// <summary>However deals are changed, the differences of all events add up to what the deals, as they are, count to.</summary>
public sealed class PipelineDeltasPropertyTests
{
    private const int Histories = 300;
    private const int Deals = 8;
    private const int CommandsPerHistory = 150;
    private static readonly string[] Currencies = ["EUR", "JPY", "KWD", "CLF"];

    /// <summary>The default pipeline, whose stage "proposal" asks for a task and has a deadline.</summary>
    private static readonly PipelineView Pipeline = DefaultPipeline.Unchanged with
    {
        Definition = DefaultPipeline.Unchanged.Definition with
        {
            Stages = [.. DefaultPipeline.Unchanged.Definition.Stages.Select(static stage =>
                stage.Slug == "proposal" ? stage with { Tasks = [new("Call")], Sla = new(480) { WarnMinutes = 360 } } : stage)],
        },
    };

    [Fact]
    public void Of_AllEventsOfRandomHistories_AddUpToTheDeals()
    {
        var types = new HashSet<Type>();
        for (var seed = 1; seed <= Histories; seed++)
        {
            var random = new Random(seed);
            var deals = new DealState?[Deals];
            var totals = new Dictionary<PipelineGroup, (long Count, decimal Amount)>();
            for (var i = 0; i < CommandsPerHistory; i++)
            {
                var place = random.Next(Deals);
                foreach (var happened in Next(random, deals[place]).Events)
                {
                    types.Add(happened.GetType());
                    deals[place] = DealState.Apply(deals[place], new Recorded<DealEvent>(default, (deals[place]?.Version ?? 0) + 1, Given.Now, Given.User, null, happened));
                    foreach (var delta in PipelineDeltas.Of(happened))
                        totals[delta.Group] = (totals.GetValueOrDefault(delta.Group).Count + delta.Count, totals.GetValueOrDefault(delta.Group).Amount + delta.Amount);
                }
            }

            Text(totals.Where(static t => t.Value != default)).ShouldBe(Text(Recount(deals)), $"seed {seed}");
        }

        types.Count.ShouldBe(typeof(DealEvent).Assembly.GetTypes().Count(static type => type.IsSubclassOf(typeof(DealEvent))));
    }

    private static IEnumerable<KeyValuePair<PipelineGroup, (long, decimal)>> Recount(DealState?[] deals) => deals
        .Select(static deal => deal?.View).OfType<DealView>().Where(static deal => !deal.Archived)
        .GroupBy(static deal => new PipelineGroup(deal.PipelineId, deal.Stage, deal.Status, deal.Currency))
        .Select(static group => KeyValuePair.Create(group.Key, (group.LongCount(), group.Sum(static deal => deal.Amount ?? 0))));

    private static IEnumerable<string> Text(IEnumerable<KeyValuePair<PipelineGroup, (long Count, decimal Amount)>> totals) => totals
        .Select(static t => string.Create(CultureInfo.InvariantCulture, $"{t.Key} {t.Value.Count} {t.Value.Amount:0.0000}"))
        .Order(StringComparer.Ordinal);

    private static Decision<DealEvent> Next(Random random, DealState? deal)
    {
        if (deal is null)
            return DealRules.Create(Given.DealId, null, Given.Creation with { Amount = Amount(random), Currency = "EUR" } is var c && c.Amount is null ? c with { Currency = null } : c, Pipeline);
        return random.Next(14) switch
        {
            0 => PatchDealRule.Patch(deal, Given.Patch with { Amount = Amount(random) ?? 0, Currency = Currencies[random.Next(4)] }, Pipeline, Given.Now),
            1 => PatchDealRule.Patch(deal, Given.Patch with { Amount = new Optional<decimal?>(true, null), Currency = new Optional<string?>(true, null) }, Pipeline, Given.Now),
            2 => PatchDealRule.Patch(deal, Given.Patch with { Title = $"Title {random.Next(9)}", Amount = deal.View.Amount is null ? default : new Optional<decimal?>(true, random.Next(99)) }, Pipeline, Given.Now),
            3 or 11 => StageAutomation.Entered(
                DealRules.MoveStage(deal, new MoveDealStage(Given.Context, DefaultPipeline.Stages[random.Next(4)]), Pipeline, Given.Now), Pipeline, Given.Now),
            4 => DealRules.Win(deal, new WinDeal(Given.Context), Given.Now),
            5 => DealRules.Lose(deal, new LoseDeal(Given.Context, "price"), Pipeline, Given.Now),
            6 => DealRules.Reopen(deal, new ReopenDeal(Given.Context), Given.Now),
            7 => DealRules.AssignOwner(deal, new AssignDealOwner(Given.Context, random.Next(2) == 0 ? Given.User : Given.OtherUser), Given.Now),
            8 => DealSharingRules.AssignTeam(deal, new AssignDealTeam(Given.Context with { Caller = Given.Context.Caller with { Teams = [Given.OtherUser] } }, random.Next(2) == 0 ? Given.OtherUser : null), Given.Now),
            9 => DealSharingRules.Share(deal, new ShareDeal(Given.Context, Given.OtherUser), Given.Now),
            10 => DealSharingRules.Unshare(deal, new UnshareDeal(Given.Context, Given.OtherUser), Given.Now),
            12 => DealSlaRules.Pass(deal, new PassStageDeadline(deal.FieldVersions.GetValueOrDefault("sla"), random.Next(2) == 0, Given.Now, Given.Now), Given.Now),
            _ => deal.View.Archived
                ? DealRules.Restore(deal, new RestoreDeal(Given.Context), Given.Now)
                : DealRules.Archive(deal, new ArchiveDeal(Given.Context), Given.Now),
        };
    }

    private static decimal? Amount(Random random) => random.Next(4) == 0 ? null : random.Next(100_000);
}
