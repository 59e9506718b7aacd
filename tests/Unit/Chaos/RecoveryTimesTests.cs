using Crm.Actors.Chaos.Checking;
using Crm.Actors.Chaos.Recording;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Chaos;

public sealed class RecoveryTimesTests
{
    private static readonly Guid Deal = HistoryBuilder.IdOf(1);

    [Fact]
    public void PerDeal_EditWasUnderWay_CountsFromTheFault() => Times([Edit(8, 13)], faultAt: 10).ShouldBe([TimeSpan.FromSeconds(3)]);

    [Fact]
    public void PerDeal_EditBeganLater_CountsFromItsBeginning() => Times([Edit(20, 21)], faultAt: 10).ShouldBe([TimeSpan.FromSeconds(1)]);

    [Fact]
    public void PerDeal_TwoEdits_FromTheFirstAskedToTheFirstSuccess() => Times([Edit(11, 19), Edit(12, 15)], faultAt: 10).ShouldBe([TimeSpan.FromSeconds(4)]);

    [Fact]
    public void PerDeal_NobodyAsked_IsNotCounted() => Times([Edit(8, 9)], faultAt: 10).ShouldBeEmpty();

    [Fact]
    public void PerDeal_AskedAfterTheNextFault_CountsForThatOne() =>
        Times([Edit(31, 32)], 10, 30).ShouldBe([TimeSpan.FromSeconds(1)]);

    [Theory]
    [InlineData(0.5, 2)]
    [InlineData(0.95, 4)]
    [InlineData(1, 4)]
    public void Percentile_OfFour_IsTheNearestRank(double share, int seconds) =>
        RecoveryTimes.Percentile([.. new[] { 3, 1, 4, 2 }.Select(static s => TimeSpan.FromSeconds(s))], share).ShouldBe(TimeSpan.FromSeconds(seconds));

    private static IReadOnlyList<TimeSpan> Times(Edit[] edits, params int[] faultAt) => RecoveryTimes.PerDeal(new History
    {
        Edits = edits,
        Outages = [.. faultAt.Select(static at => new Outage("fault", TimeSpan.FromSeconds(at), null))],
    });

    private static IReadOnlyList<TimeSpan> Times(Edit[] edits, int faultAt) => Times(edits, [faultAt]);

    private static Edit Edit(int sentAt, int answeredAt)
    {
        var (key, sent, ended) = ($"{sentAt}", TimeSpan.FromSeconds(sentAt), TimeSpan.FromSeconds(answeredAt));
        var answer = new Answered(key, 1, ended, 200, Deal, 1, "", null);
        return new Edit([new Attempt(new Sent(key, 1, sent, EditKind.Patch, Deal, key, null, 0), answer, ended)]);
    }
}
