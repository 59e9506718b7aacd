using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Grains.Deals;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Deals;

/// <summary>Two people read version 1; one writes first, the other merges on top.</summary>
public sealed class PatchDealMergeTests
{
    private static readonly Dictionary<string, PatchDeal> Theirs = new(StringComparer.Ordinal)
    {
        ["title"] = Given.Patch with { Title = "theirs" },
        ["client"] = Given.Patch with { Client = "theirs" },
        ["amount"] = Given.Patch with { Amount = 7m },
        ["currency"] = Given.Patch with { Currency = "USD" },
        ["date"] = Given.Patch with { ExpectedCloseDate = new DateOnly(2027, 1, 1) },
        ["tags"] = Given.Patch with { Tags = new(true, ["theirs"]) },
        ["custom a"] = Given.Patch with { CustomFields = new(true, Given.Fields(("a", "1"))) },
        ["custom b"] = Given.Patch with { CustomFields = new(true, Given.Fields(("b", "1"))) },
    };

    private static readonly Dictionary<string, PatchDeal> Mine = new(StringComparer.Ordinal)
    {
        ["title"] = Given.Patch with { Title = "mine" },
        ["client"] = Given.Patch with { Client = "mine" },
        ["amount"] = Given.Patch with { Amount = 8m },
        ["currency"] = Given.Patch with { Currency = "GBP" },
        ["date"] = Given.Patch with { ExpectedCloseDate = new DateOnly(2028, 1, 1) },
        ["tags"] = Given.Patch with { Tags = new(true, ["mine"]) },
        ["custom a"] = Given.Patch with { CustomFields = new(true, Given.Fields(("a", "2"))) },
        ["custom b"] = Given.Patch with { CustomFields = new(true, Given.Fields(("b", "2"))) },
    };

    public static TheoryData<string, string> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var theirs in Theirs.Keys)
            {
                foreach (var mine in Mine.Keys)
                    pairs.Add(theirs, mine);
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Patch_SameUnitConflictsAndOthersMerge(string theirs, string mine)
    {
        var deal = Given.Deal.Patched(Theirs[theirs]);
        var decision = PatchDealRule.Patch(deal, Mine[mine] with { BaseVersion = 1 }, DefaultPipeline.Unchanged, Given.Now);
        if (Unit(theirs) == Unit(mine))
        {
            var refused = decision.ShouldBeRefused(RejectionCode.MergeConflict);
            refused.CurrentVersion.ShouldBe(2);
            refused.Conflicts.ShouldNotBeEmpty();
        }
        else
        {
            Given.After(deal, decision).Version.ShouldBe(3);
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Patch_WithoutBaseOrOnTheNewest_AppliesAlways(string theirs, string mine)
    {
        var deal = Given.Deal.Patched(Theirs[theirs]);
        deal.Patched(Mine[mine]).Version.ShouldBe(3);
        deal.Patched(Mine[mine] with { BaseVersion = 2 }).Version.ShouldBe(3);
    }

    [Fact]
    public void Patch_SameValueAsTheirs_IsNoConflict()
    {
        var deal = Given.Deal.Patched(Theirs["title"]);
        PatchDealRule.Patch(deal, Theirs["title"] with { BaseVersion = 1 }, DefaultPipeline.Unchanged, Given.Now).ShouldBeNothing();
    }

    [Fact]
    public void Patch_SameAmountInTheirOtherCurrency_IsAConflict()
    {
        var deal = Given.Deal.Patched(Given.Patch with { Amount = 100m, Currency = "USD" });
        var refused = PatchDealRule.Patch(deal, Given.Patch with { BaseVersion = 1, Amount = 100m }, DefaultPipeline.Unchanged, Given.Now).ShouldBeRefused(RejectionCode.MergeConflict);
        refused.Conflicts.Select(static c => c.Field).ShouldContain("amount");
    }

    [Fact]
    public void Patch_OneOfTwoFieldsConflicts_ChangesNothingAndNamesIt()
    {
        var deal = Given.Deal.Patched(Theirs["title"]);
        var refused = PatchDealRule.Patch(deal, Given.Patch with { BaseVersion = 1, Title = "mine", Client = "mine" }, DefaultPipeline.Unchanged, Given.Now)
            .ShouldBeRefused(RejectionCode.MergeConflict);
        refused.Conflicts.ShouldBe([new FieldConflict("title", "null", "\"mine\"", "\"theirs\"")]);
    }

    [Fact]
    public void WithBase_ManyChangesSince_TakesTheValueAtTheBase()
    {
        var first = PatchDealRule.Patch(Given.Deal, Given.Patch with { Title = "second" }, DefaultPipeline.Unchanged, Given.Now).Events[0];
        var second = PatchDealRule.Patch(Given.Deal.Patched(Given.Patch with { Title = "second" }), Given.Patch with { Title = "third" }, DefaultPipeline.Unchanged, Given.Now).Events[0];
        var conflict = new Rejection(RejectionCode.MergeConflict, "") { Conflicts = [new FieldConflict("title", "null", "\"mine\"", "\"third\""), new FieldConflict("client", "null", "\"a\"", "\"b\"")] };
        var bases = new ConflictBases(conflict);

        bases.Take(new(default, 2, Given.Now, Given.User, null, first)).ShouldBeTrue("The client's value is missing.");
        bases.Take(new(default, 3, Given.Now, Given.User, null, second)).ShouldBeTrue();
        bases.Rejection.Conflicts.Select(static c => c.Base).ShouldBe(["\"Roof for Smith\"", "\"b\""]);
    }

    [Fact]
    public void WithBase_AllFound_WantsNoMore()
    {
        var first = PatchDealRule.Patch(Given.Deal, Given.Patch with { Title = "second" }, DefaultPipeline.Unchanged, Given.Now).Events[0];
        var bases = new ConflictBases(new Rejection(RejectionCode.MergeConflict, "") { Conflicts = [new FieldConflict("title", "null", "\"mine\"", "\"third\"")] });

        bases.Take(new(default, 2, Given.Now, Given.User, null, first)).ShouldBeFalse();
    }

    private static string Unit(string field) => field == "currency" ? "amount" : field;
}
