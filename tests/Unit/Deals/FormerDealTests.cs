using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Deals;

/// <summary>An event taken back leaves what the deal was before it.</summary>
public sealed class FormerDealTests
{
    private const int Pasts = 500;
    private const int Versions = 30;

    [Fact]
    public void Before_RandomPasts_LeadBackToTheCreation()
    {
        for (var seed = 0; seed < Pasts; seed++)
        {
            var random = new Random(seed);
            var states = new List<DealState> { Given.Deal };
            var events = new List<DealEvent> { DealRules.Create(Given.DealId, null, Given.Creation, DefaultPipeline.Unchanged).Events[0] };
            while (states.Count < Versions)
            {
                var decision = Change(states[^1], random);
                if (decision.Events.IsEmpty)
                    continue;
                states.Add(Given.After(states[^1], decision));
                events.Add(decision.Events[0]);
            }

            var deal = states[^1].View;
            for (var i = Versions - 1; i > 0; i--)
            {
                deal = FormerDeal.Before(deal, events[i], states[i - 1].View.UpdatedAt);
                Text(deal).ShouldBe(Text(states[i - 1].View), $"seed {seed}, version {i}");
            }
        }
    }

    [Fact]
    public void Before_MoveToAnotherPipeline_IsBothOfIt()
    {
        var deal = Given.Deal.View;
        var context = new DealContext(deal.OwnerId, deal.TeamId, Given.OtherUser, "there", deal.Amount, deal.Currency, deal.Status, deal.Archived);
        var moved = new DealStageChanged(deal.Stage, "there", context, new DealContextChange { Stage = deal.Stage, PipelineId = deal.PipelineId });

        var before = FormerDeal.Before(deal with { Version = 2, Stage = "there", PipelineId = Given.OtherUser }, moved, deal.UpdatedAt);

        Text(before).ShouldBe(Text(deal));
    }

    [Fact]
    public void Before_AllThatAnEventTellsOfTheTimeBefore_IsTakenBack()
    {
        var deal = Given.Deal.View with { TeamId = Given.OtherUser, SharedWith = [Given.User] };
        var after = deal with
        {
            Version = deal.Version + 1,
            OwnerId = Given.OtherUser,
            TeamId = null,
            PipelineId = Given.OtherUser,
            Stage = "there",
            Amount = 7m,
            Currency = "JPY",
            Status = DealStatus.Won,
            Archived = true,
            SharedWith = [],
        };
        var context = new DealContext(after.OwnerId, after.TeamId, after.PipelineId, after.Stage, after.Amount, after.Currency, after.Status, after.Archived);
        var former = new DealContextChange
        {
            OwnerId = deal.OwnerId,
            TeamId = deal.TeamId,
            PipelineId = deal.PipelineId,
            Stage = deal.Stage,
            Amount = deal.Amount,
            Currency = deal.Currency,
            Status = deal.Status,
            Archived = deal.Archived,
            SharedWith = deal.SharedWith,
        };

        Text(FormerDeal.Before(after, new DealArchived(context, former), deal.UpdatedAt)).ShouldBe(Text(deal));
    }

    private static Decision<DealEvent> Change(DealState state, Random random)
    {
        var context = Given.Context;
        return random.Next(9) switch
        {
            0 => DealRules.MoveStage(state, new MoveDealStage(context, DefaultPipeline.Stages[random.Next(DefaultPipeline.Stages.Length)]), DefaultPipeline.Unchanged, Given.Now),
            1 => DealRules.Lose(state, new LoseDeal(context, $"reason {random.Next(9)}"), DefaultPipeline.Unchanged, Given.Now),
            2 => DealRules.Reopen(state, new ReopenDeal(context), Given.Now),
            3 => DealRules.Archive(state, new ArchiveDeal(context), Given.Now),
            4 => DealRules.Restore(state, new RestoreDeal(context), Given.Now),
            5 => DealSharingRules.Share(state, new ShareDeal(context, new Guid(random.Next(5), 0, 0, new byte[8])), Given.Now),
            6 => Patch(state, new PatchDeal(context) { Amount = random.Next(100), Currency = random.Next(2) == 0 ? "JPY" : "EUR" }),
            7 => Patch(state, new PatchDeal(context) { Client = new(true, random.Next(2) == 0 ? null : $"client {random.Next(9)}"), CustomFields = Given.Fields(("source", random.Next(2) == 0 ? null : $"{random.Next(9)}.50")) }),
            _ => Patch(state, new PatchDeal(context) { Title = $"Title {random.Next(9)}", Tags = new(true, [$"tag {random.Next(9)}"]), ExpectedCloseDate = new DateOnly(2027, 1, 1 + random.Next(28)) }),
        };
    }

    private static Decision<DealEvent> Patch(DealState state, PatchDeal patch) => PatchDealRule.Patch(state, patch, DefaultPipeline.Unchanged, Given.Now);

    // Why a deal was lost is not among what an event tells of the time before it.
    private static string Text(DealView deal) =>
        $"{deal with { LostReason = null, Tags = [], SharedWith = [], CustomFields = DealView.NoCustomFields }} {string.Join('|', deal.Tags)} {string.Join('|', deal.SharedWith)} {string.Join('|', deal.CustomFields)}";
}
