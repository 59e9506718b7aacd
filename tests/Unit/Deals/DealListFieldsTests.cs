using System.Collections.Immutable;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Grains.Deals;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Deals;

/// <summary>What a list may ask of custom fields is decided by the types of its pipeline.</summary>
public sealed class DealListFieldsTests
{
    private static readonly PipelineDefinition Free = DefaultPipeline.Unchanged.Definition with
    {
        FreeFields = true,
        CustomFields =
        [
            new CustomField("text", "Text", CustomFieldType.Text),
            new CustomField("number", "Number", CustomFieldType.Number),
            new CustomField("date", "Date", CustomFieldType.Date),
            new CustomField("money", "Money", CustomFieldType.Money) { Currency = "EUR" },
            new CustomField("choice", "Choice", CustomFieldType.Choice) { Choices = ["a", "b"] },
            new CustomField("user", "User", CustomFieldType.User),
            new CustomField("link", "Link", CustomFieldType.Link) { Hidden = true },
        ],
    };

    private static readonly PipelineDefinition Strict = Free with { FreeFields = false };

    [Theory]
    [InlineData("text", "5", "5")]
    [InlineData("text", "", "")]
    [InlineData("choice", "what was a choice once", "what was a choice once")]
    [InlineData("link", "https://example.com", "https://example.com")]
    [InlineData("date", "2026-02-28", "2026-02-28")]
    [InlineData("user", "0190A000-0000-7000-8000-0000000000B1", "0190a000-0000-7000-8000-0000000000b1")]
    public void Of_EqualText_IsTheText(string key, string given, string wanted) =>
        Filter(new FieldCondition(key, given, null, null), Strict).ShouldBe(new DealFieldFilter(key, IsNumber: false) { Is = wanted });

    [Theory]
    [InlineData("number", "5.50")]
    [InlineData("money", "-5.5")]
    public void Of_EqualNumber_IsTheNumber(string key, string given) =>
        Filter(new FieldCondition(key, given, null, null), Strict).Is.ShouldBe(decimal.Parse(given));

    [Fact]
    public void Of_Ranges_AreForNumbersMoneyAndDates()
    {
        Filter(new FieldCondition("number", null, "1", "1.0"), Strict).ShouldBe(new DealFieldFilter("number", true) { Min = 1m, Max = 1.0m });
        Filter(new FieldCondition("money", null, null, "9999999999999999999999999999"), Strict).Max.ShouldBe(9999999999999999999999999999m);
        Filter(new FieldCondition("date", null, "2026-01-31", null), Strict).ShouldBe(new DealFieldFilter("date", false) { Min = "2026-01-31" });
    }

    [Fact]
    public void Of_UnknownField_IsComparedAsTextWhereThePipelineIsFree()
    {
        var condition = new FieldCondition("floors", "2", null, null);

        Filter(condition, Free).ShouldBe(new DealFieldFilter("floors", false) { Is = "2" });
        Blamed(Conditions(condition), Strict).ShouldBe(["#/customFields.floors"]);
    }

    [Theory]
    [InlineData("number", "1e3", null, null, "#/customFields.number")]
    [InlineData("number", "", null, null, "#/customFields.number")]
    [InlineData("number", "12345678901234567890123456789", null, null, "#/customFields.number")]
    [InlineData("money", null, "much", null, "#/customFields.money.min")]
    [InlineData("money", null, "3", "2.99", "#/customFields.money.min")]
    [InlineData("date", "2026-02-30", null, null, "#/customFields.date")]
    [InlineData("date", "28.02.2026", null, null, "#/customFields.date")]
    [InlineData("date", null, null, "2026-1-1", "#/customFields.date.max")]
    [InlineData("date", null, "2026-01-02", "2026-01-01", "#/customFields.date.min")]
    [InlineData("user", "me", null, null, "#/customFields.user")]
    [InlineData("text", "a\0b", null, null, "#/customFields.text")]
    [InlineData("text", null, "a", null, "#/customFields.text")]
    [InlineData("choice", null, null, "a", "#/customFields.choice")]
    [InlineData("user", null, "0190a000-0000-7000-8000-0000000000b1", null, "#/customFields.user")]
    [InlineData("free", null, "1", null, "#/customFields.free")]
    [InlineData("free-ly", "1", null, null, "#/customFields.free-ly")]
    [InlineData("number", "1", "1", null, "#/customFields.number")]
    [InlineData("number", null, null, null, "#/customFields.number")]
    public void Of_WrongCondition_IsBlamed(string key, string? equal, string? min, string? max, string pointer) =>
        Blamed(Conditions(new FieldCondition(key, equal, min, max)), Free).ShouldBe([pointer]);

    [Fact]
    public void Of_LongTexts_AreTakenUpToAThousandCharacters()
    {
        Filter(new FieldCondition("text", new string('x', 1000), null, null), Strict).Is.ShouldBe(new string('x', 1000));
        Blamed(Conditions(new FieldCondition("text", new string('x', 1001), null, null)), Strict).ShouldBe(["#/customFields.text"]);
    }

    [Fact]
    public void Of_SixConditions_AreOneTooMany() =>
        Blamed(Conditions([.. Enumerable.Range(0, 6).Select(static n => new FieldCondition($"f{n}", "1", null, null))]), Free).ShouldBe(["#/customFields"]);

    [Fact]
    public void Of_Sorts_KnowWhichAreNumbers()
    {
        var (fields, rejection) = DealListFields.Of(Sorted("money", "link"), Strict);

        rejection.ShouldBeNull();
        fields!.Numbers.ShouldBe(["money"]);
        Blamed(Sorted("floors"), Free).ShouldBe(["#/sort"]);
    }

    [Theory]
    [InlineData("number", "5.0", "5", true)]
    [InlineData("number", "5", "\"5.00\"", true)]
    [InlineData("number", "5", "\"five\"", false)]
    [InlineData("number", "5", "true", false)]
    [InlineData("number", "5", null, false)]
    [InlineData("text", "5", "5", true)]
    [InlineData("text", "5.0", "5", false)]
    [InlineData("text", "a \"b\"", "\"a \\\"b\\\"\"", true)]
    [InlineData("free", "true", "true", true)]
    public void Passes_Values_AreComparedByType(string key, string given, string? json, bool passes) =>
        Filter(new FieldCondition(key, given, null, null), Free).Passes(json).ShouldBe(passes);

    [Fact]
    public void Passes_Ranges_IncludeTheirEnds()
    {
        var dates = Filter(new FieldCondition("date", null, "2026-01-10", "2026-01-20"), Strict);
        new[] { "09", "10", "20", "21" }.Select(day => dates.Passes($"\"2026-01-{day}\"")).ShouldBe([false, true, true, false]);
        var numbers = Filter(new FieldCondition("number", null, "-1.5", "10"), Strict);
        new[] { "-1.6", "-1.50", "9", "10.0", "10.1" }.Select(numbers.Passes).ShouldBe([false, true, true, true, false]);
    }

    private static ListDeals Conditions(params ImmutableArray<FieldCondition> conditions) =>
        new(Given.Context.Caller) { PipelineId = DefaultPipeline.Id, CustomFields = conditions };

    private static ListDeals Sorted(params string[] keys) =>
        new(Given.Context.Caller) { PipelineId = DefaultPipeline.Id, Sort = [.. keys.Select(static key => new DealSort(DealSortField.CustomField, false) { Key = key })] };

    private static DealFieldFilter Filter(FieldCondition condition, PipelineDefinition pipeline)
    {
        var (fields, rejection) = DealListFields.Of(Conditions(condition), pipeline);
        rejection.ShouldBeNull();
        return fields!.Filters.ShouldHaveSingleItem();
    }

    private static IEnumerable<string> Blamed(ListDeals query, PipelineDefinition pipeline)
    {
        var (fields, rejection) = DealListFields.Of(query, pipeline);
        fields.ShouldBeNull();
        return rejection.ShouldNotBeNull().Errors.Select(static error => error.Pointer);
    }
}
