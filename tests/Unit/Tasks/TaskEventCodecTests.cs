using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Contracts.Tasks.Events;
using Crm.Actors.Grains.Tasks;
using Crm.Actors.Persistence.Tasks;
using Crm.Actors.UnitTests.Deals;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Tasks;

public sealed class TaskEventCodecTests
{
    private static readonly Guid ReminderId = new("0190a000-0000-7000-8000-0000000000f2");
    private static readonly DateTimeOffset At = new(2026, 3, 29, 7, 0, 0, TimeSpan.Zero);
    private static readonly TaskEventCodec Codec = new();

    private static readonly TaskContext Task = new(
        "Call Smith", TaskWorkStatus.Open, TaskPriority.High, Given.User, Given.User, Given.DealId, new DateTimeOffset(2026, 3, 30, 7, 0, 0, TimeSpan.Zero), "Europe/Berlin");

    private static readonly Dictionary<string, TaskEvent> Events = new(StringComparer.Ordinal)
    {
        ["task.created"] = new TaskCreated(GivenTasks.TaskId, "About the roof.\nAsk for the plan.", null, Task),
        ["task.updated"] = new TaskUpdated(
            [new("title", "\"Call\"", "\"Call Smith\""), new("dueAt", "null", "\"2026-03-30T07:00:00.000000Z\"")], Task),
        ["task.status.changed"] = new TaskStatusChanged(TaskWorkStatus.Open, TaskWorkStatus.Done, Task with { Status = TaskWorkStatus.Done }),
        ["task.assignee.changed"] = new TaskAssigneeChanged(Given.User, Given.OtherUser, Task with { AssigneeId = Given.OtherUser }),
        ["task.reminder.set"] = new TaskReminderSet(new TaskReminder(ReminderId, At, new ReminderRule { DaysBefore = 1, Time = new(9, 0) }), Task),
        ["task.reminder.dropped"] = new TaskReminderDropped(ReminderId, Task),
        ["task.reminder"] = new TaskReminded(ReminderId, At, IsLate: false, Task),
    };

    public static TheoryData<string> Names => [.. Events.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Read_StoredSample_IsTheEventAndWrittenTheSame(string name)
    {
        var sample = File.ReadAllText(Path.Combine(Folder(), "Samples", $"{name}.v1.json"));

        var read = Codec.Read(name, 1, Encoding.UTF8.GetBytes(sample));

        read.ShouldBeEquivalentTo(Events[name]);
        Codec.TypeOf(read).ShouldBe((name, (short)1));
        JsonNode.DeepEquals(JsonNode.Parse(Written(read)), JsonNode.Parse(sample)).ShouldBeTrue();
    }

    [Fact]
    public void Read_RequestedTask_SaysByWhat()
    {
        var requested = new TaskCreated(GivenTasks.TaskId, null, ReminderId, Task with { DealId = null, DueAt = null });

        Codec.Read("task.created", 1, Written(requested)).ShouldBe(requested);
    }

    [Theory, MemberData(nameof(Names))]
    public void AboutOf_EachEvent_IsTheDealOnWhoseStreamItIs(string name) => new TaskMapping().AboutOf(Events[name]).ShouldBe(Given.DealId);

    [Fact]
    public void Read_UnknownType_IsADefect() =>
        Should.Throw<InvalidOperationException>(() => Codec.Read("task.created", 2, Written(Events["task.created"])));

    [Fact]
    public void Row_Reminders_AreReadAsTheyWere()
    {
        var reminders = GivenTasks.Of(GivenTasks.Creation with
        {
            Reminders = [GivenTasks.Before(5), new() { At = GivenTasks.Due }, new() { DaysBefore = 2, Time = new(23, 59) }],
        }).View.Reminders;

        ReminderJson.Read(ReminderJson.Of(reminders)).AsEnumerable().ShouldBe(reminders);
        ReminderJson.Of([]).ShouldBe("[]");
    }

    private static byte[] Written(TaskEvent happened)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            Codec.Write(happened, json);
        return buffer.WrittenSpan.ToArray();
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
