using Crm.Actors.Gateway.OpenApi;
using Microsoft.OpenApi;
using static Crm.Actors.Gateway.OpenApi.SchemaDocs;

namespace Crm.Actors.Gateway.Tasks;

/// <summary>The JSON schemas of tasks.</summary>
internal static class TaskSchemas
{
    public const string Task = "Task";
    public const string TaskList = "TaskList";
    public const string TaskCreate = "TaskCreate";
    public const string TaskPatch = "TaskPatch";
    public const string TaskStatus = "TaskStatus";
    public const string TaskAssignee = "TaskAssignee";
    public const string TaskReminder = "TaskReminder";
    public const string TaskReminderWrite = "TaskReminderWrite";

    private const int MaxReminders = 10;

    public static IEnumerable<NamedSchema> All { get; } =
    [
        new(Task, OfTask),
        new(TaskList, document => Object(
            "A page.",
            [
                ("items", ListOf(new OpenApiSchemaReference(Task, document), "In the order asked for.", TaskQuery.MaxLimit)),
                ("nextCursor", Text("Where the next page starts; null on the last one. Opaque.").OrNull()),
            ])),
        new(TaskCreate, document => Object(
            "A new task.",
            [(TaskFields.Title, Title)],
            (TaskFields.Description, Description),
            (TaskFields.Priority, OneOf("Without it normal.", TaskNames.Priorities).OrNull()),
            (TaskFields.AssigneeId, Uuid("Who has to do it; without it the caller.").OrNull()),
            (TaskFields.DealId, Uuid("A deal that the caller sees.").OrNull()),
            (TaskFields.DueAt, DueAt),
            (TaskFields.TimeZone, TimeZone.OrNull()),
            (TaskFields.Reminders, Reminders(document))).Closed()),
        new(TaskPatch, document => Object(
            "A JSON merge patch (RFC 7396): what is absent stays, null removes. Reminders are given whole.",
            [],
            (TaskFields.Title, Title),
            (TaskFields.Description, Description),
            (TaskFields.Priority, Priority),
            (TaskFields.DealId, Uuid("A deal that the caller sees.").OrNull()),
            (TaskFields.DueAt, DueAt),
            (TaskFields.TimeZone, TimeZone.OrNull()),
            (TaskFields.Reminders, Reminders(document))).Closed()),
        new(TaskStatus, _ => Object("How far a task is.", [(TaskFields.Status, Status)]).Closed()),
        new(TaskAssignee, _ => Object("Who has to do a task.", [(TaskFields.AssigneeId, Uuid("A user."))]).Closed()),
        new(TaskReminder, _ => Object(
            "A reminder that is still to come.",
            [("id", Uuid("Its id; another one when its time moves.")), (TaskFields.At, Time("When it comes."))],
            (TaskFields.MinutesBefore, MinutesBefore),
            (TaskFields.DaysBefore, DaysBefore),
            (TaskFields.Time, TimeOfDay))),
        new(TaskReminderWrite, _ => Object(
            "When to be reminded: at, or minutesBefore, or daysBefore with time. One whose time is past is left out.",
            [],
            (TaskFields.At, Time("At this time.").OrNull()),
            (TaskFields.MinutesBefore, MinutesBefore.OrNull()),
            (TaskFields.DaysBefore, DaysBefore.OrNull()),
            (TaskFields.Time, TimeOfDay.OrNull())).Closed()),
    ];

    private static OpenApiSchema Title => Text("What is to be done.", 1, 200);

    private static OpenApiSchema Description => Text("Plain text of one or more lines.", max: 10_000).OrNull();

    private static OpenApiSchema Status => OneOf("How far it is.", TaskNames.Statuses);

    private static OpenApiSchema Priority => OneOf("How much it matters.", TaskNames.Priorities);

    private static OpenApiSchema DueAt => Time("When it has to be done.").OrNull();

    private static OpenApiSchema TimeZone => Text("The time zone of the IANA database that daysBefore is counted in, such as Europe/Berlin; without it UTC.", 1, 64);

    private static OpenApiSchema MinutesBefore => Integer("Minutes before dueAt, up to 525600.", "0");

    private static OpenApiSchema DaysBefore => Integer("Days before the day of dueAt in timeZone, up to 366.", "0");

    private static OpenApiSchema TimeOfDay => Text("The time of that day in timeZone, such as 09:30.", 5, 5);

    private static OpenApiSchema Reminders(OpenApiDocument document) =>
        ListOf(new OpenApiSchemaReference(TaskReminderWrite, document), "When to be reminded of it.", MaxReminders).OrNull();

    private static OpenApiSchema OfTask(OpenApiDocument document) => Object(
        "Something that somebody has to do.",
        [
            ("id", Uuid("Its id.")),
            ("version", Integer("Number of its events so far; also its strong entity tag.", "1")),
            (TaskFields.Title, Title),
            (TaskFields.Description, Description),
            (TaskFields.Status, Status),
            (TaskFields.Priority, Priority),
            (TaskFields.AssigneeId, Uuid("Who has to do it.")),
            (TaskFields.CreatorId, Uuid("Who made it.")),
            (TaskFields.DealId, Uuid("The deal that it is about.").OrNull()),
            (TaskFields.DueAt, DueAt),
            (TaskFields.TimeZone, TimeZone),
            (TaskFields.Reminders, ListOf(new OpenApiSchemaReference(TaskReminder, document), "Those that are still to come, by time.", MaxReminders)),
            ("createdAt", Time("When it was created.")),
            ("updatedAt", Time("When it last changed.")),
        ]);
}
