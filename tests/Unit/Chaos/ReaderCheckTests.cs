using Crm.Actors.Chaos.Checking;
using Crm.Actors.Chaos.Recording;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Pipelines.Events;
using Crm.Actors.Grains.Kernel;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Chaos;

/// <summary>Errors in what readers got, each planted alone in a clean history. The log has nine events; the stream began after the second.</summary>
public sealed class ReaderCheckTests
{
    private readonly History _clean = HistoryBuilder.Clean().Build();

    [Fact]
    public void Stream_Hole_IsOneFinding() =>
        Found(Streamed(static seen => [seen[0], .. seen.Skip(3)]), FindingKind.Missing, "stream 0 did not get positions 4 to 5");

    [Fact]
    public void Stream_EndsEarly_IsMissing() =>
        Found(Streamed(static seen => [.. seen.SkipLast(1)]), FindingKind.Missing, "stream 0 did not get positions 9 to 9");

    [Fact]
    public void Stream_SaysAnEventTwice_IsRepeated() =>
        Found(Streamed(static seen => [.. seen, seen[^1]]), FindingKind.Repeated, "stream 0 got position 9 again after 9");

    [Fact]
    public void Stream_SwapsTwo_IsReordered() =>
        Found(Streamed(static seen => [seen[1], seen[0], .. seen.Skip(2)]), FindingKind.Reordered, "stream 0 got position 3 after 4");

    [Fact]
    public void Stream_HasSomethingElse_IsForeign()
    {
        var findings = HistoryChecker.Check(Streamed(static seen => [.. seen, new StreamSeen.Message(9, Guid.Empty)]));
        findings.ShouldHaveSingleItem().Kind.ShouldBe(FindingKind.Foreign);
    }

    [Fact]
    public void Stream_PipelineChanged_IsNotOnIt()
    {
        var changed = new Recorded<PipelineEvent>(
            HistoryBuilder.IdOf(10), 1, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), HistoryBuilder.IdOf(1), null, new PipelineUpdated(DefaultPipeline.Unchanged.Definition))
        {
            Position = 10,
        };
        var row = LogRow.Of(HistoryBuilder.IdOf(200), changed);
        var history = _clean with
        {
            Log = [.. _clean.Log, row],
            Wire = [.. _clean.Wire!, new WireMessage(row.Event.Id, row.Aggregate, row.Version, row.Position)],
            Summary = _clean.Summary! with { Position = 10, Newest = 10 },
        };
        HistoryChecker.Check(history).ShouldBeEmpty();
        Found(history with { Wire = _clean.Wire }, FindingKind.Missing, "the consumer did not get positions 10 to 10");
    }

    [Fact]
    public void Wire_RepeatsOldOnes_IsFine() =>
        HistoryChecker.Check(Wired(static got => [.. got.Take(6), .. got.Take(3), .. got.Skip(6), got[4]])).ShouldBeEmpty();

    [Fact]
    public void Wire_OtherDealsSwapped_IsFine() =>
        HistoryChecker.Check(Wired(static got => [got[1], got[0], .. got.Skip(2)])).ShouldBeEmpty();

    [Fact]
    public void Wire_VersionBeforeTheOneBelowIt_IsReordered() =>
        Found(Wired(static got => [got[3], got[0], .. got.Skip(1)]), FindingKind.Reordered, "the consumer got version 2 of");

    [Fact]
    public void Wire_LastEventDidNotCome_IsMissing() =>
        Found(Wired(static got => [.. got.SkipLast(1)]), FindingKind.Missing, "the consumer did not get positions 9 to 9");

    [Fact]
    public void Wire_NotInTheLog_IsForeign() =>
        Found(Wired(static got => [.. got, got[0] with { Id = Guid.Empty }]), FindingKind.Foreign, "the consumer got");

    [Fact]
    public void Wire_OtherSequenceThanTheLog_IsForeign()
    {
        var findings = HistoryChecker.Check(Wired(static got => [.. got.SkipLast(1), got[^1] with { Sequence = 7 }]));
        findings.Select(static f => f.Kind).ShouldBe([FindingKind.Foreign, FindingKind.Missing]);
    }

    [Fact]
    public void Wire_NoBroker_IsNotChecked() => HistoryChecker.Check(_clean with { Wire = null }).ShouldBeEmpty();

    [Fact]
    public void Stuck_IsTold() => Found(_clean with { Stuck = ["the queue"] }, FindingKind.Stuck, "the queue");

    private static void Found(History history, FindingKind kind, string what)
    {
        var finding = HistoryChecker.Check(history).ShouldHaveSingleItem();
        finding.Kind.ShouldBe(kind);
        finding.What.ShouldStartWith(what);
    }

    private History Streamed(Func<IReadOnlyList<StreamSeen.Message>, IReadOnlyList<StreamSeen.Message>> change) =>
        _clean with { Streams = [_clean.Streams[0] with { Messages = change(_clean.Streams[0].Messages) }] };

    private History Wired(Func<IReadOnlyList<WireMessage>, IReadOnlyList<WireMessage>> change) => _clean with { Wire = change(_clean.Wire!) };
}
