using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.OpenApi;
using Microsoft.OpenApi;

namespace Crm.Actors.Gateway.Users;

/// <summary>How the operations on users and roles are described.</summary>
internal static class UserDocs
{
    private const string ForAdministrators = "For administrators (ROLE_ADMIN).";
    private const string ForOneself = "For the user and administrators.";

    public static readonly OperationDoc List = new("listUsers", "List users")
    {
        Description = ForAdministrators,
        Parameters =
        [
            ParameterDocs.Limit("Entries per page.", UserRequests.DefaultLimit, UserRequests.MaxLimit),
            ParameterDocs.Query("cursor", "nextCursor of the page before.", SchemaDocs.Text("Opaque.")),
            HeaderDocs.IfNoneMatch,
        ],
        Answers = Page("A page of users.", UserSchemas.UserList),
        Problems = [400, 403],
    };

    public static readonly OperationDoc Get = new("getUser", "Read a user")
    {
        Description = ForOneself,
        Parameters = [ParameterDocs.Id("user"), HeaderDocs.IfNoneMatch],
        Answers = [User, HeaderDocs.NotModified],
        Problems = [400, 404],
    };

    public static readonly OperationDoc Disable = Write("disableUser", "Forbid a user to log in", Nothing) with
    {
        Description = ForAdministrators + " Ends all sessions at once; access tokens that are out are refused soon after. Nobody can disable themselves or the last administrator.",
    };

    public static readonly OperationDoc Enable = Write("enableUser", "Let a disabled user log in again", Nothing) with { Description = ForAdministrators };

    public static readonly OperationDoc ChangePassword = Write(
        "changePassword", "Change one's own password", new BodyDoc(UserSchemas.PasswordChange, Required: true, MediaTypes.Json)) with
    {
        Description = "Ends all sessions, also the one at hand. A key stands for the change, whatever the passwords are.",
    };

    public static readonly OperationDoc AssignRole = Write(
        "assignRole", "Give a user a role", new BodyDoc(UserSchemas.RoleAssignment, Required: true, MediaTypes.Json)) with
    {
        Description = ForAdministrators + " Older access tokens are refused soon after; the next refresh gives one that has it.",
    };

    public static readonly OperationDoc RemoveRole = Write("removeRole", "Take a role from a user", null) with
    {
        Parameters = [ParameterDocs.Id("user"), ParameterDocs.InPath("role", "The role's name.", SchemaDocs.Text("A role.")), HeaderDocs.IdempotencyKeyHeader, HeaderDocs.IfMatch],
        Description = ForAdministrators + " Older access tokens are refused soon after. The last administrator keeps ROLE_ADMIN.",
    };

    public static readonly OperationDoc Sessions = new("listSessions", "List a user's sessions")
    {
        Description = ForOneself,
        Parameters = [ParameterDocs.Id("user"), HeaderDocs.IfNoneMatch],
        Answers = Page("The sessions.", UserSchemas.SessionList),
        Problems = [400, 404],
    };

    public static readonly OperationDoc RevokeSessions = Revoke("revokeSessions", "End all sessions of a user");

    public static readonly OperationDoc RevokeSession = Revoke(
        "revokeSession", "End a session of a user", ParameterDocs.InPath("sessionId", "The session.", SchemaDocs.Uuid("A session's id.")));

    public static readonly OperationDoc ListRoles = new("listRoles", "List all roles")
    {
        Description = ForAdministrators,
        Parameters = [HeaderDocs.IfNoneMatch],
        Answers = Page("The roles.", UserSchemas.RoleList),
        Problems = [400, 403],
    };

    public static readonly OperationDoc CreateRole = new("createRole", "Create a role")
    {
        Description = ForAdministrators,
        Parameters = [HeaderDocs.IdempotencyKeyHeader],
        Body = new BodyDoc(UserSchemas.RoleCreate, Required: true, MediaTypes.Json),
        Answers = [new AnswerDoc(201, "The new role.", UserSchemas.Role) { Headers = HeaderDocs.Of(HeaderDocs.Position) }],
        Problems = [400, 403, 409, 413, 415, 422],
    };

    private static BodyDoc Nothing => new(Deals.DealSchemas.Empty, Required: false, MediaTypes.Json);

    private static AnswerDoc User => new(200, "The user.", UserSchemas.User) { Headers = HeaderDocs.Of(HeaderDocs.ETag, HeaderDocs.Position) };

    private static OperationDoc Write(string id, string summary, BodyDoc? body) => new(id, summary)
    {
        Parameters = [ParameterDocs.Id("user"), HeaderDocs.IdempotencyKeyHeader, HeaderDocs.IfMatch],
        Body = body,
        Answers = [User],
        Problems = [400, 403, 404, 409, 412, 413, 415, 422],
    };

    private static OperationDoc Revoke(string id, string summary, params OpenApiParameter[] more) => new(id, summary)
    {
        Description = ForOneself + " Their refresh tokens are refused from now on, access tokens when they expire. Safe to repeat: an Idempotency-Key is taken, but nothing is kept under it.",
        Parameters = [ParameterDocs.Id("user"), .. more, HeaderDocs.IdempotencyKeyHeader],
        Answers = [new AnswerDoc(204, "There is none any more.")],
        Problems = [400, 404],
    };

    private static AnswerDoc[] Page(string description, string schema) =>
        [new AnswerDoc(200, description, schema) { Headers = HeaderDocs.Of(HeaderDocs.ETag) }, new AnswerDoc(304, "The client has it already.") { Headers = HeaderDocs.Of(HeaderDocs.ETag) }];
}
