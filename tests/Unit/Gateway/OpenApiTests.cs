using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.Gateway.Auth.Audit;
using Crm.Actors.Gateway.DeadLetters;
using Crm.Actors.Gateway.Deals;
using Crm.Actors.Gateway.Json;
using Crm.Actors.Gateway.Notifications;
using Crm.Actors.Gateway.Pipelines;
using Crm.Actors.Gateway.Tasks;
using Crm.Actors.Gateway.Teams;
using Crm.Actors.Gateway.Users;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

/// <summary>The document that clients are built from. It changes only together with <c>docs/openapi/v1.json</c>.</summary>
public sealed class OpenApiTests(RunningGateway gateway) : IClassFixture<RunningGateway>
{
    /// <summary>Where nobody has a token yet, or one that counts.</summary>
    private static readonly string[] Open = ["/api/auth/register", "/api/auth/token", "/api/auth/refresh", "/api/auth/logout"];

    private static readonly string Kept = Path.Combine(Root(), "docs", "openapi", "v1.json");

    [Fact]
    public async Task Document_Now_IsTheOneThatIsKept()
    {
        var now = (await Document()).ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = JsonOutput.Encoder }) + "\n";
        if (Environment.GetEnvironmentVariable("CRM_KEEP_OPENAPI") == "1") await File.WriteAllTextAsync(Kept, now);

        now.ShouldBe(await File.ReadAllTextAsync(Kept), "The document changed. If that was meant, run this test with CRM_KEEP_OPENAPI=1.");
    }

    [Fact]
    public async Task Document_EveryReference_Resolves()
    {
        var document = await Document();

        foreach (var reference in Members(document, "$ref").Select(node => node!.GetValue<string>()))
        {
            JsonNode? place = document;
            foreach (var step in reference.TrimStart('#', '/').Split('/')) place = place?[step];
            place.ShouldNotBeNull(reference);
        }
    }

    [Fact]
    public async Task Document_EveryOperation_IsComplete()
    {
        var document = await Document();

        ((string?)document["openapi"])!.ShouldStartWith("3.1");
        foreach (var (path, item) in document["paths"]!.AsObject())
        {
            foreach (var (method, operation) in item!.AsObject())
            {
                var name = $"{method} {path}";
                ((string?)operation!["operationId"]).ShouldNotBeNullOrEmpty(name);
                ((string?)operation["summary"]).ShouldNotBeNullOrEmpty(name);
                operation["tags"]!.AsArray().Count.ShouldBe(1, name);
                operation["responses"]!.AsObject().Any(response => response.Key[0] == '2').ShouldBeTrue(name);
                if (path.StartsWith("/api/", StringComparison.Ordinal)) operation["security"]!.AsArray().Count.ShouldBe(Open.Contains(path) ? 0 : 1, name);
                var inPath = Parameters(operation).Where(parameter => (string?)parameter["in"] == "path").Select(parameter => (string?)parameter["name"]);
                inPath.ShouldBe(path.Split('{')[1..].Select(part => part.Split('}')[0]), name);
                if (method is not ("get" or "delete")) operation["requestBody"].ShouldNotBeNull(name);
            }
        }
    }

    [Theory]
    [InlineData(DealSchemas.DealCreate)]
    [InlineData(DealSchemas.DealPatch)]
    [InlineData(DeadLetterSchemas.DeadLetterReplay)]
    [InlineData(DeadLetterSchemas.DeadLetterDrop)]
    [InlineData(AuthSchemas.UserRegistration)]
    [InlineData(AuthSchemas.LogIn)]
    [InlineData(AuthSchemas.RefreshToken)]
    [InlineData(UserSchemas.PasswordChange)]
    [InlineData(UserSchemas.RoleAssignment)]
    [InlineData(UserSchemas.RoleCreate)]
    [InlineData(TeamSchemas.TeamCreate)]
    [InlineData(TeamSchemas.TeamPatch)]
    [InlineData(PipelineSchemas.PipelineCreate)]
    [InlineData(PipelineSchemas.PipelinePatch)]
    [InlineData(PipelineSchemas.PipelineStageWrite)]
    [InlineData(PipelineSchemas.CustomFieldWrite)]
    [InlineData(PipelineTimesSchemas.WorkingHours)]
    [InlineData(PipelineTimesSchemas.StageTask)]
    [InlineData(PipelineTimesSchemas.StageSla)]
    [InlineData(TaskSchemas.TaskCreate)]
    [InlineData(TaskSchemas.TaskPatch)]
    [InlineData(TaskSchemas.TaskReminderWrite)]
    [InlineData(NotificationSchemas.NotificationPreferencesWrite)]
    [InlineData(NotificationSchemas.NotificationChoice)]
    public async Task Document_BodySchema_HasTheMembersThatAreRead(string schema)
    {
        var read = schema switch
        {
            DealSchemas.DealCreate => DealFields.OfNew,
            DealSchemas.DealPatch => DealFields.OfPatch,
            AuthSchemas.UserRegistration => AuthFields.OfRegistration,
            AuthSchemas.LogIn => AuthFields.OfLogIn,
            AuthSchemas.RefreshToken => AuthFields.OfRefresh,
            UserSchemas.PasswordChange => UserFields.OfPasswordChange,
            UserSchemas.RoleAssignment => UserFields.OfRoleAssignment,
            TeamSchemas.TeamCreate or TeamSchemas.TeamPatch => TeamFields.OfTeam,
            PipelineSchemas.PipelineCreate or PipelineSchemas.PipelinePatch => PipelineFields.OfPipeline,
            PipelineSchemas.PipelineStageWrite => PipelineFields.OfStage,
            PipelineSchemas.CustomFieldWrite => PipelineFields.OfField,
            PipelineTimesSchemas.WorkingHours => PipelineFields.OfHours,
            PipelineTimesSchemas.StageTask => PipelineFields.OfTask,
            PipelineTimesSchemas.StageSla => PipelineFields.OfSla,
            TaskSchemas.TaskCreate => TaskFields.OfNew,
            TaskSchemas.TaskPatch => TaskFields.OfPatch,
            TaskSchemas.TaskReminderWrite => TaskFields.OfReminder,
            UserSchemas.RoleCreate => UserFields.OfNewRole,
            NotificationSchemas.NotificationPreferencesWrite => NotificationFields.OfPreferences,
            NotificationSchemas.NotificationChoice => NotificationFields.OfChoice,
            _ => DeadLetterBodies.Members,
        };

        var described = (await Document())["components"]!["schemas"]![schema]!["properties"]!.AsObject().Select(member => member.Key);

        described.Order().ShouldBe(read.All.Order());
    }

    [Theory]
    [InlineData("deals/0192f0c1-2f6a-7cc1-9d7e-3f2a7b1c5d4e", DealSchemas.Deal)]
    [InlineData("pipelines/00000000-0000-7000-8000-0000000000d1/summary", PipelineSummarySchemas.PipelineSummary)]
    [InlineData("pipelines/00000000-0000-7000-8000-0000000000d1/summary", PipelineSummarySchemas.PipelineTotal, "totals")]
    [InlineData("pipelines", PipelineSchemas.PipelineList)]
    [InlineData("pipelines/00000000-0000-7000-8000-0000000000d1", PipelineSchemas.Pipeline)]
    [InlineData("pipelines/00000000-0000-7000-8000-0000000000d1", PipelineSchemas.PipelineStage, "stages")]
    [InlineData("pipelines/00000000-0000-7000-8000-0000000000d1", PipelineSchemas.CustomField, "customFields")]
    [InlineData("pipelines/00000000-0000-7000-8000-0000000000d1/history", PipelineSchemas.PipelineHistory)]
    [InlineData("notifications", NotificationSchemas.NotificationList)]
    [InlineData("notifications", NotificationSchemas.Notification, "items")]
    [InlineData("notifications/preferences", NotificationSchemas.NotificationPreferences)]
    [InlineData("notifications/preferences", NotificationSchemas.NotificationChoice, "types")]
    [InlineData("tasks", TaskSchemas.TaskList)]
    [InlineData("tasks", TaskSchemas.Task, "items")]
    [InlineData("tasks/0192f0c1-2f6a-7cc1-9d7e-3f2a7b1c5d51", TaskSchemas.Task)]
    [InlineData("dead-letters", DeadLetterSchemas.DeadLetterList)]
    [InlineData("dead-letters", DeadLetterSchemas.DeadLetter, "items")]
    [InlineData("../auth/me", UserSchemas.User)]
    [InlineData("../users", UserSchemas.UserList)]
    [InlineData("../users", UserSchemas.User, "items")]
    [InlineData("../roles", UserSchemas.RoleList)]
    [InlineData("../roles", UserSchemas.Role, "items")]
    [InlineData("../users/00000000-0000-7000-8000-0000000000aa/sessions", UserSchemas.Session, "items")]
    [InlineData("../teams", TeamSchemas.TeamList)]
    [InlineData("../teams/0192f0c1-0000-7000-8000-0000000000e1", TeamSchemas.Team)]
    [InlineData("../teams/0192f0c1-0000-7000-8000-0000000000e1/members", TeamSchemas.TeamMemberList)]
    [InlineData("../teams/0192f0c1-0000-7000-8000-0000000000e1/members", TeamSchemas.TeamMember, "items")]
    [InlineData("../audit", AuditSchemas.AuditList)]
    [InlineData("../audit", AuditSchemas.AuditEntry, "items")]
    public async Task Document_AnswerSchema_HasTheMembersThatAreWritten(string path, string schema, string? list = null)
    {
        var answer = JsonNode.Parse(await gateway.Client.GetStringAsync($"/api/v1/{path}"))!;
        if (list is not null) answer = answer[list]![0]!;

        var required = (await Document())["components"]!["schemas"]![schema]!["required"]!.AsArray().Select(name => (string?)name);

        answer.AsObject().Select(member => member.Key).Order().ShouldBe(required.Order());
    }

    private async Task<JsonNode> Document() => JsonNode.Parse(await gateway.Client.GetStringAsync("/openapi/v1.json"))!;

    private static IEnumerable<JsonObject> Parameters(JsonNode operation) => operation["parameters"]?.AsArray().Select(node => node!.AsObject()) ?? [];

    private static IEnumerable<JsonNode?> Members(JsonNode? node, string name) => node switch
    {
        JsonObject all => all.SelectMany(member => member.Key == name ? [member.Value] : Members(member.Value, name)),
        JsonArray all => all.SelectMany(element => Members(element, name)),
        _ => [],
    };

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Crm.Actors.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
