using Crm.Actors.Chaos.Checking;
using Crm.Actors.Chaos.Recording;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Chaos;

/// <summary>Errors in what is stored, each planted alone in a clean history.</summary>
public sealed class StoredStateCheckTests
{
    private readonly History _clean = HistoryBuilder.Clean().Build();

    [Fact]
    public void Check_PositionLeftOut_IsAGap()
    {
        // Everything from the fifth event on has moved up, for every reader alike.
        static long Moved(long position) => position < 5 ? position : position + 1;
        var history = _clean with
        {
            Log = [.. _clean.Log.Select(static r => r with { Event = r.Event with { Position = Moved(r.Position) } })],
            Streams = [.. _clean.Streams.Select(static s => s with { Messages = [.. s.Messages.Select(static m => m with { Position = Moved(m.Position) })] })],
            Wire = [.. _clean.Wire!.Select(static m => m with { Position = Moved(m.Position) })],
            Summary = _clean.Summary! with { Position = 10, Newest = 10 },
        };
        var findings = HistoryChecker.Check(history);
        findings.ShouldContain(static f => f.Kind == FindingKind.Gap && f.What == "position 6 follows 4 in the log");
        findings.Where(static f => f.Kind != FindingKind.Gap).Select(static f => f.What).ShouldBe(["stream 0 did not get positions 5 to 5"]);
    }

    [Fact]
    public void Check_VersionLeftOut_IsAGap()
    {
        var moved = _clean.Log[^1];
        var log = moved with { Event = moved.Event with { Version = moved.Version + 1 } };
        var history = _clean with { Log = [.. _clean.Log.SkipLast(1), log], Wire = [.. _clean.Wire!.SkipLast(1)] };
        HistoryChecker.Check(history).ShouldContain(new Finding(FindingKind.Gap, $"version 4 follows 2 of {moved.Aggregate}".Replace("4 follows", $"{moved.Version + 1} follows", StringComparison.Ordinal)));
    }

    [Fact]
    public void Check_RowIsNotTheReplay_IsFound()
    {
        var history = _clean with { Deals = [.. _clean.Deals.Select(static (d, i) => i == 0 ? d with { View = d.View with { Title = "other" } } : d)] };
        var finding = HistoryChecker.Check(history).ShouldHaveSingleItem();
        finding.Kind.ShouldBe(FindingKind.RowDiffers);
        finding.What.ShouldContain("other");
    }

    [Fact]
    public void Check_FieldVersionIsNotTheReplay_IsFound()
    {
        var history = _clean with { Deals = [.. _clean.Deals.Select(static (d, i) => i == 0 ? d with { FieldVersions = d.FieldVersions.SetItem("client", 2) } : d)] };
        HistoryChecker.Check(history).ShouldHaveSingleItem().Kind.ShouldBe(FindingKind.RowDiffers);
    }

    [Fact]
    public void Check_RowIsMissing_IsFound()
    {
        // The archived deal, which no summary counts.
        var history = _clean with { Deals = [.. _clean.Deals.Where(static d => !d.View.Archived)] };
        HistoryChecker.Check(history).ShouldHaveSingleItem().What.ShouldEndWith("has events and no row");
    }

    [Fact]
    public void Check_SummarySumIsWrong_IsFound()
    {
        var summary = _clean.Summary!;
        var history = _clean with { Summary = summary with { Totals = [summary.Totals[0] with { Amount = 29m }, summary.Totals[1]] } };
        HistoryChecker.Check(history).ShouldHaveSingleItem().Kind.ShouldBe(FindingKind.SummaryDiffers);
    }

    [Fact]
    public void Check_SummaryGroupIsMissing_IsFound()
    {
        var history = _clean with { Summary = _clean.Summary! with { Totals = [_clean.Summary.Totals[0]] } };
        HistoryChecker.Check(history).ShouldHaveSingleItem().What.ShouldEndWith("is missing");
    }

    [Fact]
    public void Check_SummaryHasAGroupTooMany_IsFound()
    {
        var history = _clean with { Summary = _clean.Summary! with { Totals = [.. _clean.Summary.Totals, new("new", "lost", null, 1, null)] } };
        HistoryChecker.Check(history).ShouldHaveSingleItem().What.ShouldEndWith("there are no such deals");
    }

    [Fact]
    public void Check_SummaryIsBehind_IsStuck()
    {
        var history = _clean with { Summary = _clean.Summary! with { Position = 1 } };
        HistoryChecker.Check(history).ShouldHaveSingleItem().Kind.ShouldBe(FindingKind.Stuck);
    }

    [Fact]
    public void Check_NoSummary_IsStuck() =>
        HistoryChecker.Check(_clean with { Summary = null }).ShouldHaveSingleItem().Kind.ShouldBe(FindingKind.Stuck);
}
