namespace Crm.Actors.EndToEndTests.Access;

/// <summary>
/// Who may do what: every route, every caller, own, foreign and missing objects. A described route without a row fails the suite; one that is not described
/// fails the unit tests, unless it is open to all.
/// </summary>
public static class AccessTable
{
    // anonymous user mate other manager otherManager admin key adminKey keyWithout
    private const string All = "200 200 200 200 200 200 200 200 200 200";
    private const string EveryUser = "401 200 200 200 200 200 200 200 200 403";
    private const string EveryUserNoKeys = "401 200 200 200 200 200 200 403 403 403";
    private const string Admins = "401 403 403 403 403 403 200 403 200 403";
    private const string Managers = "401 403 403 403 200 200 200 403 200 403";
    private const string AdminsNoKeys = "401 403 403 403 403 403 200 403 403 403";
    private const string Nothing = "401 404 404 404 404 404 404 404 404 403";
    private const string NothingNoKeys = "401 404 404 404 404 404 404 403 403 403";
    private const string TeamsDeal = "401 200 200 404 200 404 200 200 200 403";
    private const string OtherTeamsDeal = "401 404 404 200 404 200 200 404 200 403";
    private const string DecidedDeal = "401 200 403 404 200 404 200 200 200 403";
    private const string OwnNote = "401 200 403 404 403 404 403 200 403 403";
    private const string OthersNote = "401 404 404 200 404 403 403 404 403 403";
    private const string CreatedDeal = "401 409 403 404 403 404 403 409 403 403";
    private const string OtherCreatedDeal = "401 404 404 409 404 403 403 404 403 403";
    private const string AssignedDeal = "401 403 403 404 200 404 200 403 200 403";
    private const string OthersAssignedDeal = "401 404 404 403 404 200 200 404 200 403";
    private const string ReadUser = "401 200 404 404 404 404 200 404 200 403";
    private const string ReadOtherUser = "401 404 404 200 404 404 200 404 200 403";
    private const string AdministeredUser = "401 403 404 404 404 404 200 403 403 403";
    private const string AdministeredOther = "401 404 404 403 404 404 200 403 403 403";
    private const string OwnUser = "401 200 404 404 404 404 200 403 403 403";
    private const string OwnOther = "401 404 404 200 404 404 200 403 403 403";
    private const string ReadTeam = "401 200 200 404 200 404 200 200 200 403";
    private const string ReadOtherTeam = "401 404 404 200 404 200 200 404 200 403";
    private const string AdministeredTeam = "401 403 403 404 403 404 200 403 403 403";
    private const string AdministeredOtherTeam = "401 404 404 403 404 403 200 403 403 403";
    private const string NobodyInTeam = "401 403 403 404 403 404 404 403 403 403";
    private const string NotOnesPassword = "401 404 404 404 404 404 403 403 403 403";

    private const string Deals = "/api/v1/deals";
    private const string Users = "/api/users";
    private const string Payments = "/api/v1/payments";
    private const string Pipelines = "/api/v1/pipelines";
    private const string Tasks = "/api/v1/tasks";
    private const string Notifications = "/api/v1/notifications";

    public static IReadOnlyList<AccessRow> Rows { get; } =
    [
        new("GET", "/health/live", AccessObject.None, All),
        new("GET", "/health/ready", AccessObject.None, All),

        new("POST", "/api/auth/register", AccessObject.None, Created(All)) { Body = """{"email":"someone{n}@example.com","password":"a long password"}""" },
        new("POST", "/api/auth/token", AccessObject.None, Become(All, 401)) { Body = """{"email":"nobody{n}@example.com","password":"a wrong password"}""" },
        new("POST", "/api/auth/refresh", AccessObject.None, Become(All, 401)) { Body = """{"refreshToken":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}""" },
        new("POST", "/api/auth/logout", AccessObject.None, Become(All, 204)) { Body = """{"refreshToken":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}""" },
        new("GET", "/api/auth/me", AccessObject.None, EveryUser) { Scope = "users:read" },
        new("POST", "/api/auth/stream-ticket", AccessObject.None, EveryUserNoKeys),
        new("POST", "/api/auth/keys", AccessObject.None, Created(EveryUserNoKeys)) { Body = """{"name":"a key","scopes":["deals:read"]}""" },
        new("GET", "/api/auth/keys", AccessObject.None, EveryUserNoKeys),
        new("DELETE", "/api/auth/keys/{id}", AccessObject.ApiKey, Gone(OwnUser), Gone(OwnOther), NothingNoKeys),
        new("POST", "/api/auth/telegram/code", AccessObject.None, EveryUserNoKeys),
        new("GET", "/api/auth/telegram", AccessObject.None, NothingNoKeys),
        new("DELETE", "/api/auth/telegram", AccessObject.None, Gone(EveryUserNoKeys)),
        new("POST", "/api/auth/telegram/confirm", AccessObject.TelegramCode, Admins, null, Become(Admins, 422))
        {
            Body = """{"code":"{code}","chatId":{n}}""", Scope = "telegram:confirm",
        },
        new("GET", "/api/audit", AccessObject.None, Admins) { Scope = "admin" },

        new("GET", Users, AccessObject.None, Admins) { Scope = "users:read" },
        new("GET", $"{Users}/{{id}}", AccessObject.User, ReadUser, ReadOtherUser, Nothing) { Scope = "users:read" },
        new("POST", $"{Users}/{{id}}/disable", AccessObject.User, AdministeredUser, AdministeredOther, NothingNoKeys),
        new("POST", $"{Users}/{{id}}/enable", AccessObject.User, AdministeredUser, AdministeredOther, NothingNoKeys),
        new("POST", $"{Users}/{{id}}/password", AccessObject.User, "401 422 404 404 404 404 403 403 403 403", "401 404 404 422 404 404 403 403 403 403", NotOnesPassword)
        {
            Body = """{"currentPassword":"not the password","newPassword":"another long password"}""",
        },
        new("POST", $"{Users}/{{id}}/roles", AccessObject.User, AdministeredUser, AdministeredOther, NothingNoKeys) { Body = """{"role":"ROLE_USER"}""" },
        new("DELETE", $"{Users}/{{id}}/roles/{{role}}", AccessObject.User, AdministeredUser, AdministeredOther, NothingNoKeys) { MissingPart = AdministeredUser },
        new("GET", $"{Users}/{{id}}/sessions", AccessObject.User, OwnUser, OwnOther, NothingNoKeys),
        new("DELETE", $"{Users}/{{id}}/sessions", AccessObject.User, Gone(OwnUser), Gone(OwnOther), NothingNoKeys),
        new("DELETE", $"{Users}/{{id}}/sessions/{{sessionId}}", AccessObject.Session, Gone(OwnUser), Gone(OwnOther), NothingNoKeys) { MissingPart = Gone(OwnUser) },
        new("GET", "/api/roles", AccessObject.None, Admins) { Scope = "users:read" },
        new("POST", "/api/roles", AccessObject.None, Created(AdminsNoKeys)) { Body = """{"name":"ROLE_{n}"}""" },

        new("GET", "/api/teams", AccessObject.None, EveryUser) { Scope = "users:read" },
        new("POST", "/api/teams", AccessObject.None, Created(AdminsNoKeys)) { Body = """{"name":"Team {n}"}""" },
        new("GET", "/api/teams/{id}", AccessObject.Team, ReadTeam, ReadOtherTeam, Nothing) { Scope = "users:read" },
        new("PATCH", "/api/teams/{id}", AccessObject.Team, AdministeredTeam, AdministeredOtherTeam, NothingNoKeys) { Body = """{"name":"Team {n}"}""" },
        new("GET", "/api/teams/{id}/members", AccessObject.Team, ReadTeam, ReadOtherTeam, Nothing) { Scope = "users:read" },
        new("PUT", "/api/teams/{id}/members/{userId}", AccessObject.Team, AdministeredTeam, AdministeredOtherTeam, NothingNoKeys) { MissingPart = NobodyInTeam },
        new("DELETE", "/api/teams/{id}/members/{userId}", AccessObject.Team, AdministeredTeam, AdministeredOtherTeam, NothingNoKeys) { MissingPart = NobodyInTeam },

        new("POST", Deals, AccessObject.None, Created(EveryUser)) { Body = """{"title":"A deal"}""", Scope = "deals:write" },
        new("GET", Deals, AccessObject.None, EveryUser) { Scope = "deals:read" },
        new("GET", Deals, AccessObject.None, EveryUser) { Query = "?pipelineId=00000000-0000-7000-8000-0000000000d1&customFields.a=1", Scope = "deals:read" },
        new("GET", Deals, AccessObject.None, EveryUser) { Query = "?asOf=2026-01-01T00:00:00Z", Scope = "deals:read" },
        new("GET", $"{Deals}/{{id}}", AccessObject.Deal, TeamsDeal, OtherTeamsDeal, Nothing) { Scope = "deals:read" },
        new("GET", $"{Deals}/{{id}}", AccessObject.Deal, TeamsDeal, OtherTeamsDeal, Nothing) { Query = "?asOf=1", Scope = "deals:read" },
        new("GET", $"{Deals}/{{id}}/history", AccessObject.Deal, TeamsDeal, OtherTeamsDeal, Nothing) { Scope = "deals:read" },
        new("PATCH", $"{Deals}/{{id}}", AccessObject.Deal, TeamsDeal, OtherTeamsDeal, Nothing) { Body = """{"title":"Title {n}"}""", Scope = "deals:write" },
        new("POST", $"{Deals}/{{id}}/stage", AccessObject.Deal, TeamsDeal, OtherTeamsDeal, Nothing) { Body = """{"stage":"proposal"}""", Scope = "deals:write" },
        new("POST", $"{Deals}/{{id}}/win", AccessObject.Deal, DecidedDeal, OtherTeamsDeal, Nothing) { Scope = "deals:write" },
        new("POST", $"{Deals}/{{id}}/lose", AccessObject.Deal, DecidedDeal, OtherTeamsDeal, Nothing) { Body = """{"reason":"price"}""", Scope = "deals:write" },
        new("POST", $"{Deals}/{{id}}/reopen", AccessObject.WonDeal, DecidedDeal, OtherTeamsDeal, Nothing) { Scope = "deals:write" },
        new("POST", $"{Deals}/{{id}}/archive", AccessObject.Deal, DecidedDeal, OtherTeamsDeal, Nothing) { Scope = "deals:write" },
        new("POST", $"{Deals}/{{id}}/restore", AccessObject.ArchivedDeal, DecidedDeal, OtherTeamsDeal, Nothing) { Scope = "deals:write" },
        new("POST", $"{Deals}/{{id}}/share", AccessObject.Deal, DecidedDeal, OtherTeamsDeal, Nothing) { Body = Someone, Scope = "deals:write" },
        new("POST", $"{Deals}/{{id}}/unshare", AccessObject.Deal, DecidedDeal, OtherTeamsDeal, Nothing) { Body = Someone, Scope = "deals:write" },
        new("POST", $"{Deals}/{{id}}/owner", AccessObject.Deal, AssignedDeal, OthersAssignedDeal, Nothing)
        {
            Body = """{"ownerId":"00000000-0000-7000-8000-00000000abcd"}""", Scope = "deals:write",
        },
        new("POST", $"{Deals}/{{id}}/team", AccessObject.Deal, AssignedDeal, OthersAssignedDeal, Nothing) { Body = """{"teamId":null}""", Scope = "deals:write" },
        new("GET", $"{Deals}/{{id}}/diff", AccessObject.Deal, TeamsDeal, OtherTeamsDeal, Nothing) { Query = "?from=1", Scope = "deals:read" },
        new("POST", $"{Deals}/{{id}}/undo", AccessObject.Deal, CreatedDeal, OtherCreatedDeal, Nothing) { Body = """{"version":1}""", Scope = "deals:write" },
        new("POST", $"{Deals}/{{id}}/notes", AccessObject.Deal, Created(TeamsDeal), Created(OtherTeamsDeal), Nothing) { Body = ANote, Scope = "deals:write" },
        new("GET", $"{Deals}/{{id}}/notes", AccessObject.Deal, TeamsDeal, OtherTeamsDeal, Nothing) { Scope = "deals:read" },
        new("GET", $"{Deals}/{{id}}/notes/{{noteId}}", AccessObject.Note, TeamsDeal, OtherTeamsDeal, Nothing) { MissingPart = Nothing, Scope = "deals:read" },
        new("PATCH", $"{Deals}/{{id}}/notes/{{noteId}}", AccessObject.Note, OwnNote, OthersNote, Nothing) { MissingPart = Nothing, Body = ANote, Scope = "deals:write" },
        new("GET", $"{Deals}/{{id}}/notes/{{noteId}}/versions", AccessObject.Note, TeamsDeal, OtherTeamsDeal, Nothing) { MissingPart = Nothing, Scope = "deals:read" },
        new("POST", $"{Deals}/{{id}}/payments", AccessObject.Deal, Created(TeamsDeal), Created(OtherTeamsDeal), Nothing)
        {
            Body = """{"title":"A payment","plannedAmount":"10.00","currency":"EUR"}""", Scope = "deals:write",
        },
        new("GET", $"{Deals}/{{id}}/payments", AccessObject.Deal, TeamsDeal, OtherTeamsDeal, Nothing) { Scope = "deals:read" },
        new("GET", $"{Deals}/{{id}}/balance", AccessObject.Deal, TeamsDeal, OtherTeamsDeal, Nothing) { Query = "?verify=true", Scope = "deals:read" },
        new("GET", $"{Payments}/{{id}}", AccessObject.Payment, TeamsDeal, OtherTeamsDeal, Nothing) { Scope = "deals:read" },
        new("PATCH", $"{Payments}/{{id}}", AccessObject.Payment, TeamsDeal, OtherTeamsDeal, Nothing) { Body = """{"title":"Title {n}"}""", Scope = "deals:write" },
        new("DELETE", $"{Payments}/{{id}}", AccessObject.Payment, TeamsDeal, OtherTeamsDeal, Nothing) { Scope = "deals:write" },
        new("POST", $"{Payments}/{{id}}/move", AccessObject.Payment, TeamsDeal, OtherTeamsDeal, Nothing) { Body = """{"dealId":"{deal}"}""", Scope = "deals:write" },
        new("POST", $"{Payments}/{{id}}/incomes", AccessObject.Payment, Created(TeamsDeal), Created(OtherTeamsDeal), Nothing) { Body = AnEntry, Scope = "deals:write" },
        new("GET", $"{Payments}/{{id}}/incomes", AccessObject.Payment, TeamsDeal, OtherTeamsDeal, Nothing) { Scope = "deals:read" },
        new("GET", $"{Payments}/{{id}}/incomes/{{entryId}}", AccessObject.Income, TeamsDeal, OtherTeamsDeal, Nothing) { MissingPart = Nothing, Scope = "deals:read" },
        new("DELETE", $"{Payments}/{{id}}/incomes/{{entryId}}", AccessObject.Income, TeamsDeal, OtherTeamsDeal, Nothing) { MissingPart = Nothing, Scope = "deals:write" },
        new("POST", $"{Payments}/{{id}}/incomes/{{entryId}}/transfer", AccessObject.Income, TeamsDeal, OtherTeamsDeal, Nothing)
        {
            MissingPart = Nothing, Body = """{"paymentId":"{payment}"}""", Scope = "deals:write",
        },
        new("POST", $"{Payments}/{{id}}/expenses", AccessObject.Payment, Created(TeamsDeal), Created(OtherTeamsDeal), Nothing) { Body = AnEntry, Scope = "deals:write" },
        new("GET", $"{Payments}/{{id}}/expenses", AccessObject.Payment, TeamsDeal, OtherTeamsDeal, Nothing) { Scope = "deals:read" },
        new("GET", $"{Payments}/{{id}}/expenses/{{entryId}}", AccessObject.Expense, TeamsDeal, OtherTeamsDeal, Nothing) { MissingPart = Nothing, Scope = "deals:read" },
        new("DELETE", $"{Payments}/{{id}}/expenses/{{entryId}}", AccessObject.Expense, TeamsDeal, OtherTeamsDeal, Nothing) { MissingPart = Nothing, Scope = "deals:write" },
        new("POST", $"{Payments}/{{id}}/expenses/{{entryId}}/transfer", AccessObject.Expense, TeamsDeal, OtherTeamsDeal, Nothing)
        {
            MissingPart = Nothing, Body = """{"paymentId":"{payment}"}""", Scope = "deals:write",
        },
        new("GET", $"{Deals}/{{id}}/stream", AccessObject.Deal, TeamsDeal, OtherTeamsDeal, Nothing) { Scope = "streams:read" },
        new("GET", $"{Deals}/stream", AccessObject.None, EveryUser) { Scope = "streams:read" },
        new("GET", $"{Tasks}/stream", AccessObject.None, EveryUser) { Scope = "streams:read" },
        new("GET", "/api/v1/notifications/stream", AccessObject.None, EveryUser) { Scope = "streams:read" },
        new("GET", Notifications, AccessObject.None, EveryUserNoKeys),
        new("POST", $"{Notifications}/{{id}}/read", AccessObject.None, NothingNoKeys, null, NothingNoKeys),
        new("POST", $"{Notifications}/read-all", AccessObject.None, EveryUserNoKeys),
        new("GET", $"{Notifications}/preferences", AccessObject.None, EveryUserNoKeys),
        new("PUT", $"{Notifications}/preferences", AccessObject.None, EveryUserNoKeys) { Body = """{"quietFrom":"22:00","quietTo":"07:00"}""" },
        new("GET", Pipelines, AccessObject.None, EveryUser) { Scope = "deals:read" },
        new("POST", Pipelines, AccessObject.None, Created(Managers)) { Body = """{"name":"Pipeline {n}","stages":[{"slug":"first"}]}""", Scope = "deals:write" },
        new("GET", $"{Pipelines}/{{id}}", AccessObject.Pipeline, EveryUser, EveryUser, Nothing) { Scope = "deals:read" },
        new("PATCH", $"{Pipelines}/{{id}}", AccessObject.Pipeline, Managers, Managers, Nothing) { Body = """{"name":"Sales {n}"}""", Scope = "deals:write" },
        new("GET", $"{Pipelines}/{{id}}/history", AccessObject.Pipeline, EveryUser, EveryUser, Nothing) { Scope = "deals:read" },
        new("GET", "/api/v1/pipelines/{id}/summary", AccessObject.None, EveryUser, null, Nothing) { Scope = "deals:read" },
        new("POST", Tasks, AccessObject.None, Created(EveryUser)) { Body = """{"title":"Task {n}"}""", Scope = "deals:write" },
        new("GET", Tasks, AccessObject.None, EveryUser) { Scope = "deals:read" },
        new("GET", $"{Tasks}/{{id}}", AccessObject.Task, TeamsDeal, OtherTeamsDeal, Nothing) { Scope = "deals:read" },
        new("PATCH", $"{Tasks}/{{id}}", AccessObject.Task, TeamsDeal, OtherTeamsDeal, Nothing) { Body = """{"title":"Task {n}"}""", Scope = "deals:write" },
        new("POST", $"{Tasks}/{{id}}/status", AccessObject.Task, TeamsDeal, OtherTeamsDeal, Nothing) { Body = """{"status":"in_progress"}""", Scope = "deals:write" },
        new("POST", $"{Tasks}/{{id}}/assignee", AccessObject.Task, DecidedDeal, OtherTeamsDeal, Nothing)
        {
            Body = """{"assigneeId":"00000000-0000-7000-8000-00000000abcd"}""", Scope = "deals:write",
        },
        new("GET", "/api/v1/streams", AccessObject.None, Admins) { Scope = "admin" },
        new("GET", "/api/v1/dead-letters", AccessObject.None, Admins) { Scope = "admin" },
        new("POST", "/api/v1/dead-letters/replay", AccessObject.None, Admins) { Scope = "admin" },
        new("POST", "/api/v1/dead-letters/drop", AccessObject.None, Admins) { Body = """{"all":true}""", Scope = "admin" },
    ];

    /// <summary>Of Orleans' dashboard, which is in no description; that all its routes are alike is seen by the unit tests. It shows nobody the state of grains.</summary>
    public static IReadOnlyList<AccessRow> Dashboard { get; } =
    [
        new("GET", "/dashboard/sign-in", AccessObject.None, All),
        new("POST", "/dashboard/session", AccessObject.None, Gone(AdminsNoKeys)),
        new("GET", "/dashboard/", AccessObject.None, AdminsNoKeys),
        new("GET", "/dashboard/version", AccessObject.None, AdminsNoKeys),
        new("GET", "/dashboard/GrainState", AccessObject.None, Become(AdminsNoKeys, 404)),
    ];

    private const string ANote = """{"text":"Note {n}"}""";

    private const string AnEntry = """{"date":"2026-03-01","amount":"1.00"}""";

    private const string Someone = """{"with":"00000000-0000-7000-8000-00000000abcd"}""";

    private static string Gone(string statuses) => Become(statuses, 204);

    private static string Created(string statuses) => Become(statuses, 201);

    private static string Become(string statuses, int status) => statuses.Replace("200", $"{status}", StringComparison.Ordinal);
}
