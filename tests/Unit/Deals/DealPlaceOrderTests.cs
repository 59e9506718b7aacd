using Crm.Actors.Contracts.Deals;
using Crm.Actors.Persistence.Deals;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Deals;

/// <summary>What is found in two tables is one list.</summary>
public sealed class DealPlaceOrderTests
{
    private static readonly DealKey Title = new(DealSortField.Title, Descending: false);

    [Theory]
    [InlineData("", "a")]
    [InlineData("Z", "a")]
    [InlineData("a", "a ")]
    [InlineData("a", "\u00e4")]
    [InlineData("\ud7ff", "\ue000")]
    [InlineData("\uffff", "\U00010000")]
    [InlineData("x\ue000", "x\U0001f600")]
    [InlineData("\U00010000", "\U00010001")]
    [InlineData("\U0001f600", "\U0010ffff")]
    public void Compare_Texts_AreInTheOrderOfCodePoints(string less, string more)
    {
        Compare([Title], [less], [more]).ShouldBeNegative();
        Compare([Title], [more], [less]).ShouldBePositive();
        Compare([Title with { Descending = true }], [less], [more]).ShouldBePositive();
    }

    [Theory]
    [InlineData(DealSortField.Amount, false, -1)]
    [InlineData(DealSortField.Amount, true, 1)]
    [InlineData(DealSortField.ExpectedCloseDate, false, 1)]
    [InlineData(DealSortField.ExpectedCloseDate, true, -1)]
    [InlineData(DealSortField.CustomField, false, 1)]
    [InlineData(DealSortField.CustomField, true, 1)]
    public void Compare_MissingValue_StandsAtItsEnd(DealSortField field, bool descending, int order)
    {
        object value = field == DealSortField.ExpectedCloseDate ? new DateOnly(2026, 1, 1) : 0m;
        var key = new DealKey(field, descending) { IsNumber = true };

        Math.Sign(Compare([key], [null], [value])).ShouldBe(order);
        Math.Sign(Compare([key], [value], [null])).ShouldBe(-order);
        Math.Sign(Compare([key, Title], [null, "a"], [null, "b"])).ShouldBe(-1);
    }

    [Fact]
    public void Compare_Ties_AreBrokenByTheIdInTheDirectionOfTheLastKey()
    {
        Compare([Title], ["a"], ["a"]).ShouldBeNegative();
        Compare([Title with { Descending = true }], ["a"], ["a"]).ShouldBePositive();
        new DealPlaceOrder([Title]).Compare(Place(new("80000000-0000-7000-8000-000000000001"), "a"), Place(new("7fffffff-0000-7000-8000-000000000001"), "a")).ShouldBePositive();
    }

    [Fact]
    public void Compare_EndOfAValue_IsBehindAllOfIt()
    {
        var order = new DealPlaceOrder([new DealKey(DealSortField.CustomField, false) { Custom = "rank", IsNumber = true }, Title]);
        var end = new DealPlace([5m, null], Guid.Empty) { IsEnd = true };

        order.Compare(end, new DealPlace([5.0m, "z"], Id(9))).ShouldBePositive();
        order.Compare(new DealPlace([5m, "z"], Id(9)), end).ShouldBeNegative();
        order.Compare(end, new DealPlace([5.1m, "a"], Id(1))).ShouldBeNegative();
        order.Compare(end, end with { }).ShouldBe(0);
    }

    [Fact]
    public void With_BothAtTheirEnds_IsAllOfBothOnce()
    {
        var merged = Places(null, "a", "c", "e").With(Places(null, "b", "c", "f"), new DealPlaceOrder([Title]), 10);

        Titles(merged).ShouldBe("abcef");
        merged.Stopped.ShouldBeNull();
    }

    [Theory]
    [InlineData("d", null, "abcd", "d")]
    [InlineData(null, "d", "abcd", "d")]
    [InlineData("d", "b", "ab", "b")]
    [InlineData("b", "d", "ab", "b")]
    [InlineData("z", "y", "abcdef", "y")]
    public void With_OneStopped_LeavesTheRestForLater(string? one, string? other, string found, string stopped)
    {
        var merged = Places(one, "a", "d").With(Places(other, "b", "c", "e", "f"), new DealPlaceOrder([Title]), 10);

        Titles(merged).ShouldBe(found);
        merged.Stopped!.Keys[0].ShouldBe(stopped);
    }

    [Fact]
    public void With_BothStoppedInOnePlace_GoesOnBehindTheRowThatHasOthersBehindIt()
    {
        var (current, former) = (Places("d", "a"), Places("d", "b") with { Stopped = Place(Id('d'), "d") with { Until = 7 } });

        current.With(former, new DealPlaceOrder([Title]), 10).Stopped!.Until.ShouldBe(7);
        former.With(current, new DealPlaceOrder([Title]), 10).Stopped!.Until.ShouldBe(7);
    }

    [Fact]
    public void With_MoreThanNeeded_IsCut()
    {
        var merged = Places("x", "a", "b", "c").With(Places(null, "b", "d", "e"), new DealPlaceOrder([Title]), 3);

        Titles(merged).ShouldBe("abc");
        merged.Stopped.ShouldBeNull();
    }

    private static int Compare(DealKey[] sort, object?[] x, object?[] y) =>
        new DealPlaceOrder([.. sort]).Compare(new DealPlace(x, Id(1)), new DealPlace(y, Id(2)));

    private static DealPlaces Places(string? stopped, params string[] titles) =>
        new([.. titles.Select(static title => Place(Id(title[0]), title))], stopped is null ? null : Place(Id(stopped[0]), stopped));

    private static DealPlace Place(Guid id, string title) => new([title], id);

    private static string Titles(DealPlaces places) => string.Concat(places.Found.Select(static place => place.Keys[0]));

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
