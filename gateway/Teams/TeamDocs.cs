using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.OpenApi;
using Crm.Actors.Gateway.Users;
using Microsoft.OpenApi;

namespace Crm.Actors.Gateway.Teams;

/// <summary>How the operations on teams are described.</summary>
internal static class TeamDocs
{
    private const string ForAdministrators = "For administrators (ROLE_ADMIN).";
    private const string ForMembers = "For members and administrators; the team does not exist for others.";

    public static readonly OperationDoc List = new("listTeams", "List teams")
    {
        Description = "All teams for administrators (ROLE_ADMIN), one's own for others.",
        Parameters = Paged(),
        Answers = Page("A page of teams.", TeamSchemas.TeamList),
        Problems = [400],
    };

    public static readonly OperationDoc Create = new("createTeam", "Create a team")
    {
        Description = ForAdministrators + " A name that is in use is answered 409.",
        Parameters = [HeaderDocs.IdempotencyKeyHeader],
        Body = new BodyDoc(TeamSchemas.TeamCreate, Required: true, MediaTypes.Json),
        Answers = [Team with { Status = 201, Description = "The new team.", Headers = HeaderDocs.Of(HeaderDocs.Location, HeaderDocs.ETag, HeaderDocs.Position) }],
        Problems = [400, 403, 409, 413, 415, 422],
    };

    public static readonly OperationDoc Get = new("getTeam", "Read a team")
    {
        Description = ForMembers,
        Parameters = [ParameterDocs.Id("team"), HeaderDocs.IfNoneMatch],
        Answers = [Team, HeaderDocs.NotModified],
        Problems = [400, 404],
    };

    public static readonly OperationDoc Rename = new("renameTeam", "Rename a team")
    {
        Description = ForAdministrators + " A name that is in use is answered 409.",
        Parameters = [ParameterDocs.Id("team"), HeaderDocs.IdempotencyKeyHeader, HeaderDocs.IfMatch],
        Body = new BodyDoc(TeamSchemas.TeamPatch, Required: true, MediaTypes.MergePatch, MediaTypes.Json),
        Answers = [Team],
        Problems = [400, 403, 404, 409, 412, 413, 415, 422],
    };

    public static readonly OperationDoc Members = new("listTeamMembers", "List the members of a team")
    {
        Description = ForMembers,
        Parameters = [ParameterDocs.Id("team"), .. Paged()],
        Answers = Page("A page of members.", TeamSchemas.TeamMemberList),
        Problems = [400, 404],
    };

    public static readonly OperationDoc Join = Member("joinTeam", "Make a user a member of a team") with
    {
        Body = new BodyDoc(Deals.DealSchemas.Empty, Required: false, MediaTypes.Json),
    };

    public static readonly OperationDoc Leave = Member("leaveTeam", "Take a user out of a team");

    private static AnswerDoc Team => new(200, "The team.", TeamSchemas.Team) { Headers = HeaderDocs.Of(HeaderDocs.ETag, HeaderDocs.Position) };

    private static OperationDoc Member(string id, string summary) => new(id, summary)
    {
        Description = ForAdministrators + " Older access tokens of the user are refused soon after. If-Match is about the user, who is in at most 50 teams.",
        Parameters =
        [
            ParameterDocs.Id("team"),
            ParameterDocs.InPath("userId", "The user.", SchemaDocs.Uuid("A user's id.")),
            HeaderDocs.IdempotencyKeyHeader,
            HeaderDocs.IfMatch,
        ],
        Answers = [new AnswerDoc(200, "The user.", UserSchemas.User) { Headers = HeaderDocs.Of(HeaderDocs.ETag, HeaderDocs.Position) }],
        Problems = [400, 403, 404, 409, 412, 413, 415, 422],
    };

    private static OpenApiParameter[] Paged() =>
    [
        ParameterDocs.Limit("Entries per page.", TeamRequests.DefaultLimit, TeamRequests.MaxLimit),
        ParameterDocs.Query("cursor", "nextCursor of the page before.", SchemaDocs.Text("Opaque.")),
        HeaderDocs.IfNoneMatch,
    ];

    private static AnswerDoc[] Page(string description, string schema) =>
        [new AnswerDoc(200, description, schema) { Headers = HeaderDocs.Of(HeaderDocs.ETag) }, new AnswerDoc(304, "The client has it already.") { Headers = HeaderDocs.Of(HeaderDocs.ETag) }];
}
