using Crm.Actors.Contracts.Users;
using Crm.Actors.UnitTests.Gateway.Fakes;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

public sealed class UserRequestsTests : IClassFixture<RunningGateway>
{
    private const string User = "/api/users/00000000-0000-7000-8000-0000000000aa";

    private readonly RunningGateway _gateway;

    public UserRequestsTests(RunningGateway gateway) => _gateway = gateway.Reset();

    [Theory]
    [InlineData("POST", "/disable", null, 200, typeof(DisableUser))]
    [InlineData("POST", "/enable", "{}", 200, typeof(EnableUser))]
    [InlineData("POST", "/roles", """{"role":"ROLE_MANAGER"}""", 200, typeof(AssignRole))]
    [InlineData("DELETE", "/roles/ROLE_MANAGER", null, 200, typeof(RemoveRole))]
    [InlineData("POST", "/password", """{"currentPassword":"a","newPassword":"b"}""", 200, typeof(ChangePassword))]
    [InlineData("DELETE", "/sessions", null, 204, typeof(RevokeSessions))]
    [InlineData("DELETE", "/sessions/0192f0c1-0000-7000-8000-00000000abcd", null, 204, typeof(RevokeSessions))]
    public async Task Change_Request_BecomesTheCommand(string method, string path, string? body, int status, Type command)
    {
        var response = await _gateway.Send(method, User + path, body);

        ((int)response.StatusCode).ShouldBe(status);
        _gateway.Users.Last.ShouldBeOfType(command);
    }

    [Fact]
    public async Task RevokeSession_Id_IsTheOneNamed()
    {
        await _gateway.Send("DELETE", $"{User}/sessions/{RunningGateway.NewId}");
        _gateway.Users.Last.ShouldBeOfType<RevokeSessions>().SessionId.ShouldBe(RunningGateway.NewId);

        await _gateway.Send("DELETE", $"{User}/sessions");
        _gateway.Users.Last.ShouldBeOfType<RevokeSessions>().SessionId.ShouldBeNull();
    }

    [Fact]
    public async Task ChangePassword_Hash_DoesNotLeaveTheGateway()
    {
        await _gateway.Send("POST", $"{User}/password", """{"currentPassword":"a","newPassword":"b"}""", headers: ("Idempotency-Key", "k"));

        var command = _gateway.Users.Last.ShouldBeOfType<ChangePassword>();
        command.Context.RequestHash.ShouldBe(Guid.Empty);
        command.Context.IdempotencyKey.ShouldBe("k");
    }

    [Theory]
    [InlineData("GET", "/api/users/x", 404)]
    [InlineData("GET", "/api/users?limit=0", 400)]
    [InlineData("GET", "/api/users?q=a", 400)]
    [InlineData("DELETE", User + "/sessions/x", 404)]
    [InlineData("POST", User + "/disable", 400, """{"x":1}""")]
    [InlineData("POST", User + "/roles", 422, "{}")]
    [InlineData("POST", "/api/roles", 400, """{"name":"ROLE_X","id":"y"}""")]
    [InlineData("POST", User, 405, "{}")]
    [InlineData("PUT", "/api/users", 405, "{}")]
    public async Task Any_BadRequest_ReachesNoGrain(string method, string path, int status, string? body = null)
    {
        ((int)(await _gateway.Send(method, path, body)).StatusCode).ShouldBe(status);
        _gateway.Users.Last.ShouldBeNull();
    }

    [Fact]
    public async Task CreateRole_Body_Is201()
    {
        ((int)(await _gateway.Send("POST", "/api/roles", """{"name":"ROLE_X","description":"For tests"}""")).StatusCode).ShouldBe(201);
        var command = _gateway.Users.Last.ShouldBeOfType<CreateRole>();
        (command.Name, command.Description).ShouldBe(("ROLE_X", "For tests"));
    }
}
