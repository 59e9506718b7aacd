using Crm.Actors.Chaos.Checking;
using Crm.Actors.Chaos.Recording;
using Crm.Actors.Contracts.Tasks.Events;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Chaos;

/// <summary>Errors in tasks and their reminders, each planted alone in a clean history. Its last edit before them is number 9.</summary>
public sealed class ReminderCheckTests
{
    private static readonly Guid TaskId = HistoryBuilder.IdOf(200);
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(61);

    private readonly HistoryBuilder _builder = HistoryBuilder.Clean();

    public ReminderCheckTests() => _builder.MakeTask(TaskId);

    [Fact]
    public void Check_ReminderCame_FindsNothing()
    {
        _builder.Remind(TaskId);
        _builder.FinishTask(TaskId);
        HistoryChecker.Check(_builder.Build()).ShouldBeEmpty();
    }

    [Fact]
    public void Check_TaskDoneBefore_FindsNothing()
    {
        _builder.FinishTask(TaskId);
        HistoryChecker.Check(_builder.Build()).ShouldBeEmpty();
    }

    [Fact]
    public void Check_LateAndSaysSo_FindsNothing()
    {
        _builder.Remind(TaskId, Late, isLate: true);
        HistoryChecker.Check(_builder.Build()).ShouldBeEmpty();
    }

    [Fact]
    public void Check_TimeHasNotCome_FindsNothing()
    {
        var history = _builder.Build();
        HistoryChecker.Check(history with { EndedAt = history.Log[^1].Event.At }).ShouldBeEmpty();
    }

    [Fact]
    public void Check_ReminderDidNotCome_IsLost() => Found(_builder.Build(), FindingKind.ReminderLost, "reminder ");

    [Fact]
    public void Check_ReminderWasNotSet_IsLost()
    {
        var builder = HistoryBuilder.Clean();
        builder.MakeTask(TaskId, isReminderSet: false);
        Found(builder.Build(), FindingKind.ReminderLost, "key 10 asked for a reminder");
    }

    [Fact]
    public void Check_ReminderCameTwice_IsFound()
    {
        _builder.Remind(TaskId);
        _builder.Remind(TaskId, TimeSpan.FromSeconds(1));
        Found(_builder.Build(), FindingKind.ReminderTwice, "reminder ");
    }

    [Fact]
    public void Check_ReminderCameAfterTheTaskWasDone_IsUnwanted()
    {
        _builder.FinishTask(TaskId);
        _builder.Remind(TaskId);
        Found(_builder.Build(), FindingKind.ReminderUnwanted, "reminder ");
    }

    [Fact]
    public void Check_ReminderThatNobodySet_IsUnwanted()
    {
        var other = HistoryBuilder.IdOf(201);
        var builder = HistoryBuilder.Clean();
        builder.MakeTask(other, isReminderSet: false);
        builder.Remind(other);
        var findings = HistoryChecker.Check(builder.Build());
        findings.Select(static f => f.Kind).ShouldBe([FindingKind.ReminderUnwanted, FindingKind.ReminderLost]);
    }

    [Fact]
    public void Check_ReminderBeforeItsTime_IsMistimed()
    {
        _builder.Remind(TaskId, TimeSpan.FromSeconds(-1));
        Found(_builder.Build(), FindingKind.ReminderMistimed, "reminder ");
    }

    [Fact]
    public void Check_LateAndDoesNotSaySo_IsMistimed()
    {
        _builder.Remind(TaskId, Late);
        Found(_builder.Build(), FindingKind.ReminderMistimed, "reminder ");
    }

    [Fact]
    public void Check_SaysThatItIsLateAndIsNot_IsMistimed()
    {
        _builder.Remind(TaskId, isLate: true);
        Found(_builder.Build(), FindingKind.ReminderMistimed, "reminder ");
    }

    [Fact]
    public void Check_ReminderDidNotReachTheConsumer_IsMissing()
    {
        _builder.Remind(TaskId);
        var clean = _builder.Build();
        Found(clean with { Wire = [.. clean.Wire!.SkipLast(1)] }, FindingKind.Missing, "the consumer did not get positions 12 to 12");
    }

    [Fact]
    public void Check_AcknowledgedTaskIsNotInTheLog_IsLost()
    {
        _builder.Remind(TaskId);
        var clean = _builder.Build();
        var other = HistoryBuilder.IdOf(201);
        var history = clean with { Edits = [.. clean.Edits.SkipLast(1), Answering(clean.Edits[^1], answer => answer with { Deal = other })] };
        Found(history, FindingKind.Lost, "key 10 (NewTask)");
    }

    [Fact]
    public void Check_TaskMadeTwiceUnderOneKey_IsDuplicated()
    {
        _builder.Remind(TaskId);
        var again = HistoryBuilder.IdOf(201);
        _builder.MakeTask(again);
        _builder.Remind(again);
        var clean = _builder.Build();
        // The second one bears the mark of the first, and its own record is gone.
        var log = clean.Log.Select(row => row.Event.TraceParent == clean.Edits[^1].Trace ? row with { Event = row.Event with { TraceParent = clean.Edits[^2].Trace } } : row);
        Found(clean with { Edits = [.. clean.Edits.SkipLast(1)], Log = [.. log] }, FindingKind.Duplicated, "key 10 (NewTask) is in the log at positions 10, 13");
    }

    [Fact]
    public void Check_VersionOfATaskLeftOut_IsAGap()
    {
        _builder.Remind(TaskId);
        var clean = _builder.Build();
        var last = clean.Log[^1];
        var history = clean with
        {
            Log = [.. clean.Log.SkipLast(1), last with { Event = last.Event with { Version = 4 } }],
            Wire = [.. clean.Wire!.SkipLast(1)],
        };
        HistoryChecker.Check(history).ShouldContain(new Finding(FindingKind.Gap, $"version 4 follows 2 of {TaskId}"));
    }

    [Fact]
    public void Check_RowOfATaskIsNotTheReplay_IsFound()
    {
        _builder.Remind(TaskId);
        var clean = _builder.Build();
        var row = clean.Tasks.ShouldHaveSingleItem();
        Found(clean with { Tasks = [row with { View = row.View with { Title = "other" } }] }, FindingKind.RowDiffers, "task ");
    }

    [Fact]
    public void Check_ReminderStillInTheRow_IsFound()
    {
        _builder.Remind(TaskId);
        var clean = _builder.Build();
        var row = clean.Tasks.ShouldHaveSingleItem();
        var reminder = clean.Log.Select(static r => r.Event.Data).OfType<TaskReminderSet>().ShouldHaveSingleItem().Reminder;
        Found(clean with { Tasks = [row with { View = row.View with { Reminders = [reminder] } }] }, FindingKind.RowDiffers, "task ");
    }

    private static Edit Answering(Edit edit, Func<Answered, Answered> change) =>
        edit with { Attempts = [edit.Attempts[0] with { Answer = change(edit.Attempts[0].Answer!) }] };

    private static void Found(History history, FindingKind kind, string what)
    {
        var finding = HistoryChecker.Check(history).ShouldHaveSingleItem();
        finding.Kind.ShouldBe(kind);
        finding.What.ShouldStartWith(what);
    }
}
