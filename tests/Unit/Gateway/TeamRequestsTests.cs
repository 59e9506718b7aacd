using Crm.Actors.Contracts.Auth;
using Crm.Actors.Contracts.Teams;
using Crm.Actors.Contracts.Users;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

public sealed class TeamRequestsTests : IClassFixture<RunningGateway>
{
    private const string Team = "/api/teams/0192f0c1-0000-7000-8000-0000000000e1";
    private const string Member = Team + "/members/00000000-0000-7000-8000-0000000000aa";

    private readonly RunningGateway _gateway;

    public TeamRequestsTests(RunningGateway gateway) => _gateway = gateway.Reset();

    [Fact]
    public async Task Create_Body_Is201WithLocation()
    {
        var response = await _gateway.Send("POST", "/api/teams", """{"name":"North"}""");

        ((int)response.StatusCode).ShouldBe(201);
        var command = _gateway.Teams.Last.ShouldBeOfType<CreateTeam>();
        (command.Id, command.Name).ShouldBe((RunningGateway.NewId, "North"));
        response.Headers.Location!.ToString().ShouldBe($"/api/teams/{RunningGateway.NewId}");
        response.Headers.ETag!.Tag.ShouldBe("\"2\"");
    }

    [Fact]
    public async Task Create_RepeatedWithItsKey_NamesTheSameTeam()
    {
        await _gateway.Send("POST", "/api/teams", """{"name":"North"}""", headers: ("Idempotency-Key", "k"));
        var first = _gateway.Teams.Last.ShouldBeOfType<CreateTeam>().Id;
        await _gateway.Send("POST", "/api/teams", """{"name":"North"}""", headers: ("Idempotency-Key", "k"));
        _gateway.Teams.Last.ShouldBeOfType<CreateTeam>().Id.ShouldBe(first);
        await _gateway.Send("POST", "/api/teams", """{"name":"North"}""", headers: ("Idempotency-Key", "l"));
        _gateway.Teams.Last.ShouldBeOfType<CreateTeam>().Id.ShouldNotBe(first);
    }

    [Theory]
    [InlineData("""{"name":"South"}""", true, "South")]
    [InlineData("""{"name":null}""", true, null)]
    [InlineData("{}", false, null)]
    public async Task Rename_MergePatch_TellsAbsentFromNull(string body, bool isSet, string? name)
    {
        ((int)(await _gateway.Send("PATCH", Team, body, "application/merge-patch+json")).StatusCode).ShouldBe(200);

        var command = _gateway.Teams.Last.ShouldBeOfType<RenameTeam>();
        (command.Name.IsSet, command.Name.Value).ShouldBe((isSet, name));
    }

    [Fact]
    public async Task Member_PutAndDelete_AreCommandsOfTheUser()
    {
        var joined = await _gateway.Send("PUT", Member);
        var join = _gateway.Users.Last.ShouldBeOfType<JoinTeam>();
        await _gateway.Send("DELETE", Member);
        var leave = _gateway.Users.Last.ShouldBeOfType<LeaveTeam>();

        (join.TeamId, leave.TeamId).ShouldBe((FakeTeams.View.Id, FakeTeams.View.Id));
        (await joined.Content.ReadAsStringAsync()).ShouldContain($"\"teams\":[\"{FakeTeams.View.Id}\"]");
    }

    [Fact]
    public async Task Members_Query_IsPassedOn()
    {
        var response = await _gateway.Send("GET", Team + "/members?limit=7&cursor=abc");

        var query = _gateway.Teams.Last.ShouldBeOfType<ListTeamMembers>();
        (query.TeamId, query.Limit, query.Cursor).ShouldBe((FakeTeams.View.Id, 7, "abc"));
        (await response.Content.ReadAsStringAsync()).ShouldNotContain("email");
    }

    [Fact]
    public async Task Audit_Query_IsPassedOn()
    {
        await _gateway.Send("GET", $"/api/audit?userId={RunningGateway.User}&limit=3&cursor=x");

        var query = _gateway.Users.Last.ShouldBeOfType<ListAudit>();
        (query.UserId, query.Limit, query.Cursor).ShouldBe((RunningGateway.User, 3, "x"));
    }

    [Theory]
    [InlineData("GET", "/api/teams/x", 404)]
    [InlineData("GET", "/api/teams?limit=201", 400)]
    [InlineData("GET", "/api/teams?q=a", 400)]
    [InlineData("GET", Team + "/members?limit=x", 400)]
    [InlineData("GET", "/api/audit?userId=me", 400)]
    [InlineData("POST", "/api/teams", 422, "{}")]
    [InlineData("POST", "/api/teams", 400, """{"name":"North","id":"x"}""")]
    [InlineData("PATCH", Team, 400, """{"title":"x"}""")]
    [InlineData("PUT", Team + "/members/x", 404)]
    [InlineData("PUT", "/api/teams/x/members/00000000-0000-7000-8000-0000000000aa", 404)]
    [InlineData("PUT", Member, 400, """{"role":"x"}""")]
    [InlineData("DELETE", Team, 405)]
    [InlineData("POST", Team + "/members", 405, "{}")]
    public async Task Any_BadRequest_ReachesNoGrain(string method, string path, int status, string? body = null)
    {
        ((int)(await _gateway.Send(method, path, body)).StatusCode).ShouldBe(status);
        _gateway.Teams.Last.ShouldBeNull();
        _gateway.Users.Last.ShouldBeNull();
    }
}
