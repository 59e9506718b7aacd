using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Shouldly;

namespace Crm.Actors.UnitTests.Deals;

/// <summary>Deals, and commands from a user, for tests of the rules.</summary>
internal static class Given
{
    public static readonly Guid DealId = new("0190a000-0000-7000-8000-00000000000a");
    public static readonly Guid User = new("0190a000-0000-7000-8000-0000000000b1");
    public static readonly Guid OtherUser = new("0190a000-0000-7000-8000-0000000000b2");
    public static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    public static CommandContext Context => new(new Caller(User, [RoleNames.Manager], [], "en", null), null, default, null);

    public static CreateDeal Creation => new(Context, "Roof for Smith")
    {
        Client = "Smith",
        Amount = 1000.5m,
        Currency = "EUR",
        ExpectedCloseDate = new DateOnly(2026, 6, 1),
        Tags = ["roof", "hot"],
        CustomFields = DealView.NoCustomFields.Add("source", "\"fair\"").Add("floors", "2"),
    };

    public static PatchDeal Patch => new(Context);

    /// <summary>A deal of version 1.</summary>
    public static DealState Deal => Deals(Creation);

    public static DealState Deals(CreateDeal creation) => After(null, DealRules.Create(DealId, null, creation, DefaultPipeline.Unchanged));

    /// <summary>The state after what was decided, which must not be a refusal.</summary>
    public static DealState After(DealState? state, Decision<DealEvent> decision)
    {
        decision.Rejection.ShouldBeNull();
        foreach (var happened in decision.Events)
        {
            var version = (state?.Version ?? 0) + 1;
            state = DealState.Apply(state, new Recorded<DealEvent>(new Guid((int)version, 0, 0, new byte[8]), version, Now.AddMinutes(version), User, null, happened));
        }

        return state!;
    }

    public static DealState Won(this DealState deal) => After(deal, DealRules.Win(deal, new WinDeal(Context), Now));

    public static DealState Lost(this DealState deal) => After(deal, DealRules.Lose(deal, new LoseDeal(Context, "price"), DefaultPipeline.Unchanged, Now));

    public static DealState Archived(this DealState deal) => After(deal, DealRules.Archive(deal, new ArchiveDeal(Context), Now));

    public static DealState Patched(this DealState deal, PatchDeal patch) => After(deal, PatchDealRule.Patch(deal, patch, DefaultPipeline.Unchanged, Now));

    public static ImmutableSortedDictionary<string, string?> Fields(params (string Key, string? Json)[] fields) =>
        fields.ToImmutableSortedDictionary(static f => f.Key, static f => f.Json, StringComparer.Ordinal);

    /// <summary>The single event that was decided.</summary>
    public static T ShouldBe<T>(this Decision<DealEvent> decision)
        where T : DealEvent
    {
        decision.Rejection.ShouldBeNull();
        return decision.Events.ShouldHaveSingleItem().ShouldBeOfType<T>();
    }

    public static void ShouldBeNothing(this Decision<DealEvent> decision)
    {
        decision.Rejection.ShouldBeNull();
        decision.Events.ShouldBeEmpty();
    }

    public static Rejection ShouldBeRefused(this Decision<DealEvent> decision, RejectionCode code)
    {
        decision.Events.ShouldBeEmpty();
        decision.Rejection.ShouldNotBeNull().Code.ShouldBe(code);
        return decision.Rejection;
    }

    /// <summary>Refused because of these fields.</summary>
    public static void ShouldBlame(this Decision<DealEvent> decision, params string[] pointers) =>
        decision.ShouldBeRefused(RejectionCode.Invalid).Errors.Select(static e => e.Pointer).ShouldBe(pointers);
}
