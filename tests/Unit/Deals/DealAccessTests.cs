using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Deals;

/// <summary>Who sees a deal, who works on it, who decides over it, and who decides whose it is.</summary>
public sealed class DealAccessTests
{
    private static readonly Guid Team = new("0190a000-0000-7000-8000-0000000000c1");
    private static readonly Guid OtherTeam = new("0190a000-0000-7000-8000-0000000000c2");
    private static readonly Guid Friend = new("0190a000-0000-7000-8000-0000000000b3");

    private static readonly Dictionary<string, Caller> Callers = new(StringComparer.Ordinal)
    {
        ["owner"] = Who(Given.User, []),
        ["owning manager"] = Who(Given.User, [RoleNames.Manager]),
        ["member"] = Who(Given.OtherUser, [RoleNames.User], Team),
        ["manager"] = Who(Given.OtherUser, [RoleNames.Manager], Team),
        ["friend"] = Who(Friend, [RoleNames.User]),
        ["friend's manager"] = Who(Given.OtherUser, [RoleNames.Manager], OtherTeam),
        ["stranger"] = Who(Given.OtherUser, [RoleNames.User]),
        ["other manager"] = Who(Given.OtherUser, [RoleNames.Manager], Given.DealId),
        ["administrator"] = Who(Given.OtherUser, [RoleNames.Administrator]),
    };

    private static readonly Dictionary<string, Func<DealState, CommandContext, Decision<DealEvent>>> Commands = new(StringComparer.Ordinal)
    {
        ["patch"] = static (deal, context) => PatchDealRule.Patch(deal, new PatchDeal(context) { Title = "New" }, DefaultPipeline.Unchanged, Given.Now),
        ["stage"] = static (deal, context) => DealRules.MoveStage(deal, new MoveDealStage(context, "proposal"), DefaultPipeline.Unchanged, Given.Now),
        ["win"] = static (deal, context) => DealRules.Win(deal, new WinDeal(context), Given.Now),
        ["lose"] = static (deal, context) => DealRules.Lose(deal, new LoseDeal(context, "price"), DefaultPipeline.Unchanged, Given.Now),
        ["reopen"] = static (deal, context) => DealRules.Reopen(deal.Won(), new ReopenDeal(context), Given.Now),
        ["archive"] = static (deal, context) => DealRules.Archive(deal, new ArchiveDeal(context), Given.Now),
        ["restore"] = static (deal, context) => DealRules.Restore(deal.Archived(), new RestoreDeal(context), Given.Now),
        ["share"] = static (deal, context) => DealSharingRules.Share(deal, new ShareDeal(context, Given.DealId), Given.Now),
        ["unshare"] = static (deal, context) => DealSharingRules.Unshare(deal.Archived(), new UnshareDeal(context, Friend), Given.Now),
        ["owner"] = static (deal, context) => DealRules.AssignOwner(deal, new AssignDealOwner(context, Given.DealId), Given.Now),
        ["team"] = static (deal, context) => DealSharingRules.AssignTeam(deal, new AssignDealTeam(context, null), Given.Now),
    };

    /// <summary>Of <see cref="Given.User"/>, in <see cref="Team"/>, shared with <see cref="Friend"/> and <see cref="OtherTeam"/>.</summary>
    private static DealState Deal
    {
        get
        {
            var owner = new CommandContext(Who(Given.User, [], Team), null, default, null);
            var deal = Given.Deals(Given.Creation with { TeamId = Team, Context = owner });
            deal = Given.After(deal, DealSharingRules.Share(deal, new ShareDeal(owner, OtherTeam), Given.Now));
            return Given.After(deal, DealSharingRules.Share(deal, new ShareDeal(owner, Friend), Given.Now));
        }
    }

    [Theory]
    [InlineData("owner", "patch stage win lose reopen archive restore share unshare", "owner team")]
    [InlineData("owning manager", "patch stage win lose reopen archive restore share unshare owner team", "")]
    [InlineData("member", "patch stage", "win lose reopen archive restore share unshare owner team")]
    [InlineData("manager", "patch stage win lose reopen archive restore share unshare owner team", "")]
    [InlineData("friend", "patch stage", "win lose reopen archive restore share unshare owner team")]
    [InlineData("friend's manager", "patch stage", "win lose reopen archive restore share unshare owner team")]
    [InlineData("stranger", "", "")]
    [InlineData("other manager", "", "")]
    [InlineData("administrator", "patch stage win lose reopen archive restore share unshare owner team", "")]
    public void Command_OfEachCaller_HappensIsForbiddenOrFindsNothing(string caller, string happens, string forbidden)
    {
        DealAccess.MaySee(Callers[caller], Deal.View).ShouldBe(happens.Length > 0);
        foreach (var (name, command) in Commands)
        {
            var decision = command(Deal, new CommandContext(Callers[caller], null, default, null));
            if (happens.Split(' ').Contains(name))
                decision.Events.ShouldHaveSingleItem($"{name} by {caller}");
            else
                decision.ShouldBeRefused(forbidden.Split(' ').Contains(name) ? RejectionCode.Forbidden : RejectionCode.NotFound);
        }
    }

    [Fact]
    public void Create_ForOthers_IsForManagers()
    {
        Create(Who(Given.User, [RoleNames.User]), static c => c with { OwnerId = Given.OtherUser }).ShouldBeRefused(RejectionCode.Forbidden);
        Create(Who(Given.User, [RoleNames.Manager]), static c => c with { OwnerId = Given.OtherUser }).ShouldBe<DealCreated>().Deal.OwnerId.ShouldBe(Given.OtherUser);
    }

    [Fact]
    public void Create_Team_IsOneOfTheCallersOrNone()
    {
        var one = Who(Given.User, [RoleNames.User], Team);
        Create(one, static c => c).ShouldBe<DealCreated>().Deal.TeamId.ShouldBe(Team);
        Create(one, static c => c with { WithoutTeam = true }).ShouldBe<DealCreated>().Deal.TeamId.ShouldBeNull();
        Create(one, static c => c with { TeamId = OtherTeam }).ShouldBlame("#/teamId");
        Create(Who(Given.User, [], Team, OtherTeam), static c => c).ShouldBe<DealCreated>().Deal.TeamId.ShouldBeNull();
        Create(Who(Given.User, [RoleNames.Administrator]), static c => c with { TeamId = OtherTeam }).ShouldBe<DealCreated>().Deal.TeamId.ShouldBe(OtherTeam);
    }

    [Fact]
    public void AssignTeam_ForeignTeam_IsRefused() =>
        DealSharingRules.AssignTeam(Deal, new AssignDealTeam(Context("manager"), OtherTeam), Given.Now).ShouldBlame("#/teamId");

    [Fact]
    public void Share_Twice_ChangesNothing_AndTheEventSaysWhatWasBefore()
    {
        DealSharingRules.Share(Deal, new ShareDeal(Context("manager"), Friend), Given.Now).ShouldBeNothing();
        var shared = DealSharingRules.Share(Deal, new ShareDeal(Context("manager"), Given.OtherUser), Given.Now).ShouldBe<DealShared>();
        shared.Deal.SharedWith.ShouldBe([Given.OtherUser, Friend, OtherTeam]);
        shared.Before!.SharedWith.ShouldBe(new Optional<ImmutableArray<Guid>>(true, Deal.View.SharedWith), Equal);
        DealSharingRules.Share(Deal, new ShareDeal(Context("manager"), Guid.Empty), Given.Now).ShouldBlame("#/with");
    }

    private static IEqualityComparer<Optional<ImmutableArray<Guid>>> Equal { get; } = EqualityComparer<Optional<ImmutableArray<Guid>>>.Create(
        static (a, b) => a.IsSet == b.IsSet && a.Value.SequenceEqual(b.Value), static _ => 0);

    [Fact]
    public void Share_BeyondTheMost_IsRefused()
    {
        var deal = Deal;
        for (var i = deal.View.SharedWith.Length; i < DealSharingRules.MaxShares; i++)
            deal = Given.After(deal, DealSharingRules.Share(deal, new ShareDeal(Context("owner"), new Guid(i, 1, 0, new byte[8])), Given.Now));
        DealSharingRules.Share(deal, new ShareDeal(Context("owner"), new Guid(99, 1, 0, new byte[8])), Given.Now).ShouldBlame("#/with");
    }

    private static Decision<DealEvent> Create(Caller caller, Func<CreateDeal, CreateDeal> change) =>
        DealRules.Create(Given.DealId, null, change(Given.Creation with { Context = new CommandContext(caller, null, default, null) }), DefaultPipeline.Unchanged);

    private static CommandContext Context(string caller) => new(Callers[caller], null, default, null);

    private static Caller Who(Guid user, string[] roles, params Guid[] teams) => new(user, [.. roles], [.. teams], "en", null);
}
