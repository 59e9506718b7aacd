using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Pipelines;
using Crm.Actors.UnitTests.Deals;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Pipelines;

public sealed class PipelineDeltasTests
{
    private static readonly PipelineGroup New = new(DefaultPipeline.Id, "new", DealStatus.Open, "EUR");

    [Fact]
    public void Of_Created_AddsTheDeal() =>
        Of(DealRules.Create(Given.DealId, null, Given.Creation, DefaultPipeline.Unchanged)).ShouldBe([new(New, 1, 1000.5m)]);

    [Fact]
    public void Of_CreatedWithoutAmount_IsCountedInNoCurrency() =>
        Of(DealRules.Create(Given.DealId, null, Given.Creation with { Amount = null, Currency = null }, DefaultPipeline.Unchanged)).ShouldBe([new(New with { Currency = null }, 1, 0)]);

    [Fact]
    public void Of_AmountChanged_AddsTheDifference() =>
        Of(PatchDealRule.Patch(Given.Deal, Given.Patch with { Amount = 900m }, DefaultPipeline.Unchanged, Given.Now)).ShouldBe([new(New, 0, -100.5m)]);

    [Fact]
    public void Of_CurrencyChanged_MovesTheDealToTheOtherCurrency() =>
        Of(PatchDealRule.Patch(Given.Deal, Given.Patch with { Amount = 7m, Currency = "JPY" }, DefaultPipeline.Unchanged, Given.Now))
            .ShouldBe([new(New, -1, -1000.5m), new(New with { Currency = "JPY" }, 1, 7m)]);

    [Fact]
    public void Of_TitleOrOwnerChanged_IsNothing()
    {
        Of(PatchDealRule.Patch(Given.Deal, Given.Patch with { Title = "Other" }, DefaultPipeline.Unchanged, Given.Now)).ShouldBeEmpty();
        Of(DealRules.AssignOwner(Given.Deal, new AssignDealOwner(Given.Context, Given.OtherUser), Given.Now)).ShouldBeEmpty();
    }

    [Fact]
    public void Of_StageMoved_MovesTheDeal() =>
        Of(DealRules.MoveStage(Given.Deal, new MoveDealStage(Given.Context, "proposal"), DefaultPipeline.Unchanged, Given.Now))
            .ShouldBe([new(New, -1, -1000.5m), new(New with { Stage = "proposal" }, 1, 1000.5m)]);

    [Fact]
    public void Of_WonLostReopened_MovesTheDeal()
    {
        Of(DealRules.Win(Given.Deal, new WinDeal(Given.Context), Given.Now)).ShouldBe([new(New, -1, -1000.5m), new(New with { Status = DealStatus.Won }, 1, 1000.5m)]);
        Of(DealRules.Lose(Given.Deal, new LoseDeal(Given.Context, "price"), DefaultPipeline.Unchanged, Given.Now))
            .ShouldBe([new(New, -1, -1000.5m), new(New with { Status = DealStatus.Lost }, 1, 1000.5m)]);
        Of(DealRules.Reopen(Given.Deal.Lost(), new ReopenDeal(Given.Context), Given.Now))
            .ShouldBe([new(New with { Status = DealStatus.Lost }, -1, -1000.5m), new(New, 1, 1000.5m)]);
    }

    [Fact]
    public void Of_ArchivedAndRestored_TakesTheDealOutAndIn()
    {
        Of(DealRules.Archive(Given.Deal, new ArchiveDeal(Given.Context), Given.Now)).ShouldBe([new(New, -1, -1000.5m)]);
        Of(DealRules.Restore(Given.Deal.Archived(), new RestoreDeal(Given.Context), Given.Now)).ShouldBe([new(New, 1, 1000.5m)]);
    }

    /// <summary>Not every change is allowed to an archived deal today; the totals do not rest on that.</summary>
    [Fact]
    public void Of_ChangedWhileArchived_IsNothing()
    {
        var deal = new DealContext(Given.User, null, DefaultPipeline.Id, "proposal", 5m, "EUR", DealStatus.Open, true);
        PipelineDeltas.Of(new DealStageChanged("new", "proposal", deal, new DealContextChange { Stage = "new" })).ShouldBeEmpty();
    }

    private static IReadOnlyList<PipelineDelta> Of(Decision<DealEvent> decision)
    {
        decision.Rejection.ShouldBeNull();
        return PipelineDeltas.Of(decision.Events.ShouldHaveSingleItem());
    }
}
