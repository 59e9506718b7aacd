using Crm.Actors.Chaos.Checking;
using Crm.Actors.Chaos.Recording;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Chaos;

/// <summary>Errors in what clients were told, each planted alone in a clean history.</summary>
public sealed class EditCheckTests
{
    private readonly History _clean = HistoryBuilder.Clean().Build();

    [Fact]
    public void Check_CleanHistory_FindsNothing() => HistoryChecker.Check(_clean).ShouldBeEmpty();

    [Fact]
    public void Check_RetriedAndThenAnswered_FindsNothing()
    {
        var history = With(3, static edit => edit with { Attempts = [edit.Attempts[0] with { Answer = null }, Again(edit, 2)] });
        HistoryChecker.Check(history).ShouldBeEmpty();
    }

    [Fact]
    public void Check_AcknowledgedVersionIsNotInTheLog_IsLost() =>
        Found(With(3, static edit => Answering(edit, static a => a with { Version = 9 })), FindingKind.Lost, "key 3");

    [Fact]
    public void Check_AcknowledgedVersionIsAnotherEdit_IsLost() =>
        Found(With(3, static edit => Answering(edit, static a => a with { Version = 1 })), FindingKind.Lost, "key 3");

    [Fact]
    public void Check_AcknowledgedWithoutEventThoughItMustHaveOne_IsLost() =>
        Found(WithTrace("trace 3", "another"), FindingKind.Lost, "key 3");

    [Fact]
    public void Check_AcknowledgedAsAlreadySoThoughItIsNot_IsLost() =>
        Found(With(8, static edit => Answering(edit, static a => a with { Version = 1 })), FindingKind.Lost, "key 8");

    [Fact]
    public void Check_SecondEventOfAKey_IsDuplicated()
    {
        var builder = HistoryBuilder.Clean();
        builder.Patch(HistoryBuilder.IdOf(100));
        var clean = builder.Build();
        // The last edit's event bears the mark of an earlier one, and its own record is gone: the earlier one was applied twice.
        var history = clean with { Edits = [.. clean.Edits.SkipLast(1)], Log = Retraced(clean.Log, clean.Edits[^1].Trace, "trace 3") };
        Found(history, FindingKind.Duplicated, "key 3");
    }

    [Fact]
    public void Check_RefusedButInTheLog_IsFound() =>
        Found(With(3, static edit => Answering(edit, static a => a with { Status = 409, Deal = null })), FindingKind.AppliedThoughRefused, "key 3");

    [Fact]
    public void Check_NeverDecided_IsStuck() =>
        Found(With(3, static edit => Answering(edit, static a => a with { Status = 503 })), FindingKind.Stuck, "key 3");

    [Fact]
    public void Check_AnsweredOtherwiseTheSecondTime_IsFound()
    {
        var history = _clean with { Repeated = [.. _clean.Repeated.Select(static (r, i) => i == 0 ? r : r with { Answer = r.Answer with { Digest = "other" } })] };
        Found(history, FindingKind.OtherAnswer, "key 1");
    }

    private static void Found(History history, FindingKind kind, string where)
    {
        var finding = HistoryChecker.Check(history).ShouldHaveSingleItem();
        finding.Kind.ShouldBe(kind);
        finding.What.ShouldStartWith(where);
    }

    private History With(int edit, Func<Edit, Edit> change) => _clean with { Edits = [.. _clean.Edits.Select((e, i) => i == edit ? change(e) : e)] };

    private History WithTrace(string from, string to) => _clean with { Log = Retraced(_clean.Log, from, to) };

    private static List<LogRow> Retraced(IReadOnlyList<LogRow> log, string from, string to) =>
        [.. log.Select(row => row.Event.TraceParent == from ? row with { Event = row.Event with { TraceParent = to } } : row)];

    private static Edit Answering(Edit edit, Func<Answered, Answered> change) =>
        edit with { Attempts = [edit.Attempts[0] with { Answer = change(edit.Attempts[0].Answer!) }] };

    private static Attempt Again(Edit edit, int attempt)
    {
        var first = edit.Attempts[0];
        return first with { Sent = first.Sent with { Attempt = attempt }, Answer = first.Answer! with { Attempt = attempt } };
    }
}
