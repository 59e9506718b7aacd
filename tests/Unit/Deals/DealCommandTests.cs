using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Deals;

/// <summary>Stage, owner, status and archive.</summary>
public sealed class DealCommandTests
{
    private static readonly Dictionary<string, Func<DealState?, Decision<DealEvent>>> Commands = new(StringComparer.Ordinal)
    {
        ["stage"] = static deal => DealRules.MoveStage(deal, new MoveDealStage(Given.Context, "proposal"), DefaultPipeline.Unchanged, Given.Now),
        ["win"] = static deal => DealRules.Win(deal, new WinDeal(Given.Context), Given.Now),
        ["lose"] = static deal => DealRules.Lose(deal, new LoseDeal(Given.Context, "price"), DefaultPipeline.Unchanged, Given.Now),
        ["reopen"] = static deal => DealRules.Reopen(deal, new ReopenDeal(Given.Context), Given.Now),
        ["owner"] = static deal => DealRules.AssignOwner(deal, new AssignDealOwner(Given.Context, Given.OtherUser), Given.Now),
        ["archive"] = static deal => DealRules.Archive(deal, new ArchiveDeal(Given.Context), Given.Now),
        ["restore"] = static deal => DealRules.Restore(deal, new RestoreDeal(Given.Context), Given.Now),
    };

    private static readonly Dictionary<string, DealState> States = new(StringComparer.Ordinal)
    {
        ["open"] = Given.Deal,
        ["won"] = Given.Deal.Won(),
        ["lost"] = Given.Deal.Lost(),
        ["archived"] = Given.Deal.Archived(),
        ["won and archived"] = Given.Deal.Won().Archived(),
    };

    [Theory]
    [InlineData("open", "stage win lose owner archive", "reopen restore")]
    [InlineData("won", "reopen owner archive", "win restore")]
    [InlineData("lost", "reopen owner archive", "lose restore")]
    [InlineData("archived", "restore", "archive")]
    [InlineData("won and archived", "restore", "archive")]
    public void Command_InEachState_HappensChangesNothingOrIsRefused(string state, string happens, string nothing)
    {
        foreach (var (name, command) in Commands)
        {
            var decision = command(States[state]);
            if (happens.Split(' ').Contains(name))
                decision.Events.ShouldHaveSingleItem($"{name} of a deal that is {state}");
            else if (nothing.Split(' ').Contains(name))
                decision.ShouldBeNothing();
            else
                decision.ShouldBeRefused(RejectionCode.NotAllowedNow).CurrentVersion.ShouldBe(States[state].Version);
        }
    }

    [Fact]
    public void Command_NoDeal_IsNotFound()
    {
        foreach (var command in Commands.Values)
            command(null).ShouldBeRefused(RejectionCode.NotFound);
    }

    [Fact]
    public void MoveStage_Moves_KeepsFromAndTo()
    {
        var moved = Commands["stage"](Given.Deal).ShouldBe<DealStageChanged>();
        (moved.From, moved.To, moved.Deal.Stage, moved.Before!.Stage.Value).ShouldBe(("new", "proposal", "proposal", "new"));
        Given.After(Given.Deal, moved).View.Stage.ShouldBe("proposal");
    }

    [Theory]
    [InlineData("")]
    [InlineData("New")]
    [InlineData("closing")]
    public void MoveStage_NoSuchStage_IsRefused(string stage) =>
        DealRules.MoveStage(Given.Deal, new MoveDealStage(Given.Context, stage), DefaultPipeline.Unchanged, Given.Now).ShouldBlame("#/stage");

    [Fact]
    public void AssignOwner_NilUuid_IsRefused() =>
        DealRules.AssignOwner(Given.Deal, new AssignDealOwner(Given.Context, Guid.Empty), Given.Now).ShouldBlame("#/ownerId");

    [Fact]
    public void AssignOwner_SameOwner_ChangesNothing() =>
        DealRules.AssignOwner(Given.Deal, new AssignDealOwner(Given.Context, Given.User), Given.Now).ShouldBeNothing();

    [Fact]
    public void Lose_BadReason_IsRefused()
    {
        DealRules.Lose(Given.Deal, new LoseDeal(Given.Context, ""), DefaultPipeline.Unchanged, Given.Now).ShouldBlame("#/reason");
        DealRules.Lose(Given.Deal, new LoseDeal(Given.Context, new string('r', 501)), DefaultPipeline.Unchanged, Given.Now).ShouldBlame("#/reason");
    }

    [Fact]
    public void Lose_AgainForAnotherReason_IsRefused() =>
        DealRules.Lose(Given.Deal.Lost(), new LoseDeal(Given.Context, "another"), DefaultPipeline.Unchanged, Given.Now).ShouldBeRefused(RejectionCode.NotAllowedNow);

    [Fact]
    public void LostReason_IsKeptUntilReopened()
    {
        var lost = Given.Deal.Lost();
        lost.View.LostReason.ShouldBe("price");
        lost.Archived().View.LostReason.ShouldBe("price");
        Given.After(lost, Commands["reopen"](lost)).View.LostReason.ShouldBeNull();
    }

    [Fact]
    public void Before_HoldsOnlyWhatChanged()
    {
        var before = Commands["win"](Given.Deal).ShouldBe<DealWon>().Before.ShouldNotBeNull();
        before.ShouldBe(new DealContextChange { Status = DealStatus.Open });
    }
}
