using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.OpenApi;

namespace Crm.Actors.Gateway.Tasks;

/// <summary>How the operations on tasks are described.</summary>
internal static class TaskDocs
{
    private const string ForWhom = "For its assignee, its creator, whoever sees its deal, and administrators. ";

    private static readonly int[] ProblemsOfWrites = [400, 403, 404, 412, 413, 415, 422];

    public static readonly OperationDoc Create = new("createTask", "Create a task")
    {
        Description = "For every user.",
        Parameters = [HeaderDocs.IdempotencyKeyHeader],
        Body = new BodyDoc(TaskSchemas.TaskCreate, Required: true, MediaTypes.Json),
        Answers = [Task with { Status = 201, Description = "The new task.", Headers = HeaderDocs.Of(HeaderDocs.Location, HeaderDocs.ETag, HeaderDocs.Position) }],
        Problems = [400, 409, 413, 415, 422],
    };

    public static readonly OperationDoc List = new("listTasks", "List tasks")
    {
        Description = "Those that the caller sees: assigned to them, made by them, or of deals that they see.",
        Parameters =
        [
            ParameterDocs.Limit("Entries per page.", TaskQuery.DefaultLimit, TaskQuery.MaxLimit),
            ParameterDocs.Query("cursor", "nextCursor of the page before, with the same sort.", SchemaDocs.Text("Opaque.")),
            ParameterDocs.Query("sort", "The order; without it the newest comes first. By dueAt, tasks without a due time come last.", SchemaDocs.OneOf("An order.", TaskNames.Sorts)),
            ParameterDocs.Query("assigneeId", "Only tasks that this user has to do.", SchemaDocs.Uuid("A user.")),
            ParameterDocs.Query("creatorId", "Only tasks that this user made.", SchemaDocs.Uuid("A user.")),
            ParameterDocs.Query("dealId", "Only tasks of this deal.", SchemaDocs.Uuid("A deal.")),
            ParameterDocs.Query("status", "Only this status.", SchemaDocs.OneOf("A status.", TaskNames.Statuses)),
            ParameterDocs.Query("priority", "Only this priority.", SchemaDocs.OneOf("A priority.", TaskNames.Priorities)),
            ParameterDocs.Query("dueBefore", "Only tasks that are due before this time (UTC).", SchemaDocs.Time("A time.")),
            ParameterDocs.Query("dueFrom", "Only tasks that are due at this time (UTC) or later.", SchemaDocs.Time("A time.")),
            HeaderDocs.IfNoneMatch,
        ],
        Answers = [new AnswerDoc(200, "A page of tasks.", TaskSchemas.TaskList) { Headers = HeaderDocs.Of(HeaderDocs.ETag, HeaderDocs.Position) }, HeaderDocs.NotModified],
        Problems = [400],
    };

    public static readonly OperationDoc Get = new("getTask", "Read a task")
    {
        Description = ForWhom,
        Parameters = [ParameterDocs.Id("task"), HeaderDocs.IfNoneMatch],
        Answers = [Task, HeaderDocs.NotModified],
        Problems = [400, 404],
    };

    public static readonly OperationDoc Patch = Write("patchTask", "Change a task", new BodyDoc(TaskSchemas.TaskPatch, Required: true, MediaTypes.MergePatch, MediaTypes.Json));

    public static readonly OperationDoc ChangeStatus = Write("changeTaskStatus", "Say how far a task is", new BodyDoc(TaskSchemas.TaskStatus, Required: true, MediaTypes.Json)) with
    {
        Description = ForWhom + "To cancel it, for its assignee, its creator, managers who see it, and administrators. With a task that is done or cancelled its reminders are gone.",
    };

    public static readonly OperationDoc Assign = Write("assignTask", "Give a task to another user", new BodyDoc(TaskSchemas.TaskAssignee, Required: true, MediaTypes.Json)) with
    {
        Description = "For its assignee, its creator, managers who see it, and administrators.",
    };

    private static AnswerDoc Task => new(200, "The task.", TaskSchemas.Task) { Headers = HeaderDocs.Of(HeaderDocs.ETag, HeaderDocs.Position) };

    private static OperationDoc Write(string id, string summary, BodyDoc body) => new(id, summary)
    {
        Description = ForWhom,
        Parameters = [ParameterDocs.Id("task"), HeaderDocs.IdempotencyKeyHeader, HeaderDocs.IfMatch],
        Body = body,
        Answers = [Task],
        Problems = ProblemsOfWrites,
    };
}
