using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Deals;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Deals;

public sealed class PatchDealTests
{
    [Fact]
    public void Patch_ManyFields_IsOneEventWithAllChanges()
    {
        var updated = PatchDealRule.Patch(
            Given.Deal,
            Given.Patch with { Title = "New", Client = new(true, null), Amount = 20m, Tags = new(true, ["x"]), CustomFields = new(true, Given.Fields(("floors", null), ("color", "\"red\""))) }, DefaultPipeline.Unchanged,
            Given.Now).ShouldBe<DealUpdated>();
        updated.Changes.ShouldBe(
        [
            new FieldChange("title", "\"Roof for Smith\"", "\"New\""),
            new FieldChange("client", "\"Smith\"", "null"),
            new FieldChange("tags", """["roof","hot"]""", """["x"]"""),
            new FieldChange("amount", "\"1000.50\"", "\"20.00\""),
            new FieldChange("customFields.color", "null", "\"red\""),
            new FieldChange("customFields.floors", "2", "null"),
        ]);
        updated.Deal.Amount.ShouldBe(20m);
        updated.Before.ShouldNotBeNull().Amount.ShouldBe(new Optional<decimal?>(true, 1000.50m));
        updated.Before.Currency.IsSet.ShouldBeFalse();
    }

    [Fact]
    public void Patch_Applied_SetsFieldsAndTheirVersions()
    {
        var deal = Given.Deal.Patched(Given.Patch with { Title = "New", CustomFields = new(true, Given.Fields(("floors", null))) });
        deal.View.Title.ShouldBe("New");
        deal.View.Client.ShouldBe("Smith");
        deal.View.CustomFields.Keys.ShouldBe(["source"]);
        deal.FieldVersions.ShouldBe(new Dictionary<string, long> { ["customFields.floors"] = 2, ["title"] = 2 });
        deal.View.UpdatedAt.ShouldBeGreaterThan(deal.View.CreatedAt);
    }

    [Fact]
    public void Patch_EqualValues_ChangesNothing() =>
        PatchDealRule.Patch(
            Given.Deal,
            Given.Patch with { Title = "Roof for Smith", Tags = new(true, ["roof", "hot"]), CustomFields = new(true, Given.Fields(("floors", "2"), ("none", null))) }, DefaultPipeline.Unchanged,
            Given.Now).ShouldBeNothing();

    [Fact]
    public void Patch_AllCustomFieldsRemoved_RemovesEach() =>
        Given.Deal.Patched(Given.Patch with { CustomFields = new(true, null) }).View.CustomFields.ShouldBeEmpty();

    [Fact]
    public void Patch_TitleRemoved_IsRefused() =>
        PatchDealRule.Patch(Given.Deal, Given.Patch with { Title = new(true, null) }, DefaultPipeline.Unchanged, Given.Now).ShouldBlame("#/title");

    [Theory]
    [InlineData("1e5")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("12345678901234567890123456789")]
    [InlineData("\"a\\u0000\"")]
    public void Patch_BadCustomField_IsRefused(string json) =>
        PatchDealRule.Patch(Given.Deal, Given.Patch with { CustomFields = new(true, Given.Fields(("a", json))) }, DefaultPipeline.Unchanged, Given.Now)
            .ShouldBeRefused(RejectionCode.Invalid).Errors[0].Pointer.ShouldBe("#/customFields/a");

    [Theory]
    [InlineData("")]
    [InlineData("1a")]
    [InlineData("a b")]
    [InlineData("a.b")]
    [InlineData("é")]
    public void Patch_BadCustomFieldKey_IsRefused(string key) =>
        PatchDealRule.Patch(Given.Deal, Given.Patch with { CustomFields = new(true, Given.Fields((key, "1"))) }, DefaultPipeline.Unchanged, Given.Now).ShouldBlame("#/customFields");

    [Fact]
    public void Patch_CustomFieldsOverTheLimitTogether_IsRefused() =>
        PatchDealRule.Patch(
            Given.Deal,
            Given.Patch with { CustomFields = new(true, Given.Fields([.. Enumerable.Range(0, 49).Select(static i => ($"f{i}", (string?)"1"))])) }, DefaultPipeline.Unchanged,
            Given.Now).ShouldBlame("#/customFields");

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(2)]
    public void Patch_BaseVersionThatIsNone_IsRefused(long baseVersion) =>
        PatchDealRule.Patch(Given.Deal, Given.Patch with { BaseVersion = baseVersion, Title = "x" }, DefaultPipeline.Unchanged, Given.Now).ShouldBlame("#/baseVersion");

    [Fact]
    public void Patch_Archived_IsRefused() =>
        PatchDealRule.Patch(Given.Deal.Archived(), Given.Patch with { Title = "x" }, DefaultPipeline.Unchanged, Given.Now).ShouldBeRefused(RejectionCode.NotAllowedNow).CurrentVersion.ShouldBe(2);

    [Fact]
    public void Patch_NoDeal_IsNotFound() =>
        PatchDealRule.Patch(null, Given.Patch with { Title = "x" }, DefaultPipeline.Unchanged, Given.Now).ShouldBeRefused(RejectionCode.NotFound);

    [Fact]
    public void Patch_Closed_IsAllowed() => Given.Deal.Won().Patched(Given.Patch with { Title = "x" }).View.Status.ShouldBe(DealStatus.Won);
}
