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

public sealed class UndoDealTests
{
    // Sees the deal also when it is somebody else's.
    private static readonly CommandContext Context = As(RoleNames.Administrator);
    private static readonly PatchDeal Patch = new(Context);
    private static readonly Guid Colleague = new("0190a000-0000-7000-8000-0000000000b3");

    private static readonly Dictionary<string, Func<DealState, Decision<DealEvent>>> Changes = new(StringComparer.Ordinal)
    {
        ["title"] = static deal => PatchDealRule.Patch(deal, Patch with { Title = "Two roofs" }, DefaultPipeline.Unchanged, Given.Now),
        ["client"] = static deal => PatchDealRule.Patch(deal, Patch with { Client = new(true, null) }, DefaultPipeline.Unchanged, Given.Now),
        ["money"] = static deal => PatchDealRule.Patch(deal, Patch with { Amount = 7m, Currency = "JPY" }, DefaultPipeline.Unchanged, Given.Now),
        ["no money"] = static deal => PatchDealRule.Patch(deal, Patch with { Amount = new(true, null) }, DefaultPipeline.Unchanged, Given.Now),
        ["date"] = static deal => PatchDealRule.Patch(deal, Patch with { ExpectedCloseDate = new(true, null) }, DefaultPipeline.Unchanged, Given.Now),
        ["tags"] = static deal => PatchDealRule.Patch(deal, Patch with { Tags = new(true, ["cold"]) }, DefaultPipeline.Unchanged, Given.Now),
        ["custom fields"] = static deal => PatchDealRule.Patch(
            deal, Patch with { CustomFields = new(true, Given.Fields(("source", null), ("floors", "3"), ("new", "true"))) }, DefaultPipeline.Unchanged, Given.Now),
        ["several"] = static deal => PatchDealRule.Patch(deal, Patch with { Title = "Two", Tags = new(true, []), Amount = 9m }, DefaultPipeline.Unchanged, Given.Now),
        ["stage"] = static deal => DealRules.MoveStage(deal, new MoveDealStage(Context, "proposal"), DefaultPipeline.Unchanged, Given.Now),
        ["owner"] = static deal => DealRules.AssignOwner(deal, new AssignDealOwner(Context, Given.OtherUser), Given.Now),
        ["share"] = static deal => DealSharingRules.Share(deal, new ShareDeal(Context, Colleague), Given.Now),
        ["win"] = static deal => DealRules.Win(deal, new WinDeal(Context), Given.Now),
        ["lose"] = static deal => DealRules.Lose(deal, new LoseDeal(Context, "price"), DefaultPipeline.Unchanged, Given.Now),
        ["archive"] = static deal => DealRules.Archive(deal, new ArchiveDeal(Context), Given.Now),
    };

    public static TheoryData<string> AllChanges => [.. Changes.Keys];

    [Theory]
    [MemberData(nameof(AllChanges))]
    public void Undo_LastChange_GivesTheDealFromBefore(string change)
    {
        var past = new Past();
        past.Do(Changes[change]).ShouldBeTrue();
        past.Undo(2).ShouldBeTrue(past.Refusal);
        past.Now.Version.ShouldBe(3);
        past.DifferencesTo(1).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(AllChanges))]
    public void Undo_Twice_IsRedo(string change)
    {
        var past = new Past();
        past.Do(Changes[change]);
        past.Undo(2).ShouldBeTrue(past.Refusal);
        past.Undo(3).ShouldBeTrue(past.Refusal);
        past.DifferencesTo(2).ShouldBeEmpty();
        past.Undo(4).ShouldBeTrue(past.Refusal);
        past.DifferencesTo(1).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("title", "tags")]
    [InlineData("stage", "title")]
    [InlineData("money", "stage")]
    [InlineData("custom fields", "title")]
    public void Undo_OthersChangedOtherFieldsSince_KeepsTheirs(string mine, string theirs)
    {
        var past = new Past();
        past.Do(Changes[mine]);
        past.Do(Changes[theirs], Colleague);
        past.Undo(2).ShouldBeTrue(past.Refusal);
        var left = past.DifferencesTo(1);
        left.ShouldBe(DealDifferences.Between(past.At(2).View, past.At(3).View));
    }

    [Fact]
    public void Undo_OneOfTheFieldsChangedAgain_IsRefusedWhole()
    {
        var past = new Past();
        past.Do(Changes["several"]);
        past.Do(static deal => PatchDealRule.Patch(deal, Patch with { Title = "Three" }, DefaultPipeline.Unchanged, Given.Now), Colleague);
        var refused = past.Decide(2).ShouldBeRefused(RejectionCode.NotAllowedNow);
        refused.CurrentVersion.ShouldBe(3);
        refused.Detail.ShouldBe("Version 3 changed title after version 2; only the last change of a field can be undone.");
    }

    [Fact]
    public void Undo_AmountWhoseCurrencyChangedSince_IsRefused()
    {
        var past = new Past();
        past.Do(static deal => PatchDealRule.Patch(deal, Patch with { Amount = 5m }, DefaultPipeline.Unchanged, Given.Now));
        past.Do(static deal => PatchDealRule.Patch(deal, Patch with { Currency = "USD" }, DefaultPipeline.Unchanged, Given.Now));
        past.Decide(2).ShouldBeRefused(RejectionCode.NotAllowedNow).Detail.ShouldStartWith("Version 3 changed amount");
        past.Undo(3).ShouldBeTrue(past.Refusal);
    }

    [Fact]
    public void Undo_ReopenedLostDeal_IsLostForTheSameReason()
    {
        var past = new Past();
        past.Do(Changes["lose"]);
        past.Do(static deal => DealRules.Reopen(deal, new ReopenDeal(Context), Given.Now));
        past.Undo(3).ShouldBeTrue(past.Refusal);
        (past.Now.View.Status, past.Now.View.LostReason).ShouldBe((DealStatus.Lost, "price"));
    }

    [Fact]
    public void Undo_SomebodyElsesChange_IsForbidden()
    {
        var past = new Past();
        past.Do(Changes["title"], Colleague);
        past.Decide(2).ShouldBeRefused(RejectionCode.Forbidden);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(long.MaxValue)]
    public void Undo_NoSuchVersion_IsInvalid(long version)
    {
        var past = new Past();
        past.Do(Changes["title"]);
        past.Decide(version).ShouldBlame("#/version");
    }

    [Fact]
    public void Undo_Creation_IsRefused() => new Past().Decide(1).ShouldBeRefused(RejectionCode.NotAllowedNow);

    [Fact]
    public void Undo_DealOutOfSight_IsNotFound()
    {
        var past = new Past();
        past.Do(Changes["title"]);
        past.Do(Changes["owner"]);
        UndoDealRule.Undo(past.Now, new UndoDealChange(As(RoleNames.User), 2), past.ChangeOf(2), DefaultPipeline.Unchanged, Given.Now).ShouldBeRefused(RejectionCode.NotFound);
        UndoDealRule.Undo(null, new UndoDealChange(Context, 2), null, DefaultPipeline.Unchanged, Given.Now).ShouldBeRefused(RejectionCode.NotFound);
    }

    [Fact]
    public void Undo_RightIsGone_IsForbiddenLikeTheOppositeChange()
    {
        var past = new Past();
        past.Do(Changes["share"]);
        past.Do(static deal => DealSharingRules.Share(deal, new ShareDeal(Context, Given.User), Given.Now));
        past.Do(static deal => DealRules.Win(deal, new WinDeal(Context), Given.Now));
        past.Do(static deal => DealRules.AssignOwner(deal, new AssignDealOwner(Context, Given.OtherUser), Given.Now), Colleague);
        UndoDealRule.Undo(past.Now, new UndoDealChange(As(RoleNames.User), 4), past.ChangeOf(4), DefaultPipeline.Unchanged, Given.Now).ShouldBeRefused(RejectionCode.Forbidden);
    }

    [Fact]
    public void Undo_ArchivedDeal_WantsItRestoredFirst()
    {
        var past = new Past();
        past.Do(Changes["title"]);
        past.Do(Changes["archive"]);
        past.Decide(2).ShouldBeRefused(RejectionCode.NotAllowedNow);
        past.Undo(3).ShouldBeTrue(past.Refusal);
        past.Undo(2).ShouldBeTrue(past.Refusal);
    }

    [Fact]
    public void Undo_RandomPasts_SetBackTheChangesFieldsAndNothingElse()
    {
        const int Pasts = 2000;
        var undone = 0;
        for (var seed = 0; seed < Pasts; seed++)
        {
            var random = new Random(seed);
            var past = new Past();
            for (var step = 0; step < 20; step++)
            {
                if (random.Next(3) > 0)
                {
                    past.Do(Changes.Values.ElementAt(random.Next(Changes.Count)), random.Next(4) == 0 ? Colleague : Given.User);
                    continue;
                }

                var version = random.NextInt64(1, past.Now.Version + 1);
                var before = past.Now;
                var isFree = ChangedBy(past, version).All(field => before.UnitVersionOf(field) == version);
                if (!past.Undo(version))
                    continue;
                undone++;
                isFree.ShouldBeTrue($"seed {seed}: version {version} was undone although it was built upon");
                past.ChangeOf(version)!.Event.ActorId.ShouldBe(Given.User);
                var back = DealDifferences.Between(past.At(version).View, past.At(version - 1).View);
                DealDifferences.Between(before.View, past.Now.View).ShouldBe(back, $"seed {seed}: the undo of version {version}");
                if (!past.Undo(past.Now.Version))
                {
                    // Shares of an archived deal can be taken back, but not given.
                    before.View.Archived.ShouldBeTrue($"seed {seed}: an undo that cannot be undone: {past.Refusal}");
                    continue;
                }

                DealDifferences.Between(before.View, past.Now.View).ShouldBeEmpty($"seed {seed}: the redo of version {version}");
            }
        }

        undone.ShouldBeGreaterThan(Pasts);
    }

    private static IEnumerable<string> ChangedBy(Past past, long version) => past.Now.FieldVersions.Keys.Where(field => past.At(version).VersionOf(field) == version);

    private static CommandContext As(string role) => Given.Context with { Caller = Given.Context.Caller with { Roles = [role] } };

    /// <summary>A deal with all its states and events.</summary>
    private sealed class Past
    {
        private readonly List<DealState> _states = [Given.Deal];
        private readonly List<Recorded<DealEvent>> _events = [Record(1, Given.User, DealRules.Create(Given.DealId, null, Given.Creation, DefaultPipeline.Unchanged).Events[0])];

        public DealState Now => _states[^1];

        public string? Refusal { get; private set; }

        public DealState At(long version) => _states[(int)version - 1];

        public ImmutableArray<FieldChange> DifferencesTo(long version) => DealDifferences.Between(At(version).View, Now.View);

        public PastDealChange? ChangeOf(long version) => version < 1 || version > Now.Version
            ? null
            : new PastDealChange(_events[(int)version - 1], version == 1 ? null : At(version - 1).View.LostReason);

        public bool Do(Func<DealState, Decision<DealEvent>> change, Guid? actor = null) => Take(change(Now), actor ?? Given.User);

        public Decision<DealEvent> Decide(long version) => UndoDealRule.Undo(Now, new UndoDealChange(Context, version), ChangeOf(version), DefaultPipeline.Unchanged, Given.Now);

        public bool Undo(long version) => Take(Decide(version), Given.User);

        private bool Take(Decision<DealEvent> decision, Guid actor)
        {
            Refusal = decision.Rejection?.Detail;
            if (decision.Events.IsEmpty)
                return false;
            var recorded = Record(Now.Version + 1, actor, decision.Events.ShouldHaveSingleItem());
            _states.Add(DealState.Apply(Now, recorded));
            _events.Add(recorded);
            return true;
        }

        private static Recorded<DealEvent> Record(long version, Guid actor, DealEvent happened) =>
            new(new Guid((int)version, 0, 0, new byte[8]), version, Given.Now.AddMinutes(version), actor, null, happened);
    }
}
