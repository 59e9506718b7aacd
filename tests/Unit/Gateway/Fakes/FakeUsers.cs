using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Contracts.Users;

namespace Crm.Actors.UnitTests.Gateway.Fakes;

/// <summary>Stands for every user and role, and for registration, sessions and their audit. Remembers the last command.</summary>
public sealed class FakeUsers : IAuthGrain, IUserGrain, IUserQueriesGrain, IRoleGrain, IAuditGrain
{
    public static readonly DateTimeOffset At = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    /// <summary>A good refresh token, to look at.</summary>
    public const string RefreshToken = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    public object? Last { get; private set; }

    /// <summary>What is answered instead of success.</summary>
    public Rejection? Rejection { get; set; }

    public static UserView View { get; } = new()
    {
        Id = RunningGateway.User,
        Version = 3,
        Email = "ann@example.com",
        DisplayName = null,
        Roles = [RoleNames.User],
        Disabled = false,
        CreatedAt = At,
        UpdatedAt = At,
        Teams = [FakeTeams.View.Id],
    };

    private static RoleView Role { get; } = new() { Id = RoleId.Of("ROLE_X"), Version = 1, Name = "ROLE_X", Description = null, CreatedAt = At };

    private static AuditEntry Entry { get; } = new()
    {
        Id = 7,
        At = At,
        Action = "session.started",
        Outcome = "ok",
        ActorId = RunningGateway.User,
        UserId = RunningGateway.User,
        Email = null,
        Origin = new Origin("::1", null),
        Detail = null,
        TraceParent = null,
    };

    private static SessionView Session { get; } =
        new() { Id = RunningGateway.NewId, StartedAt = At, LastUsedAt = At, ExpiresAt = At.AddDays(30), Origin = new Origin("::1", null) };

    public static bool Knows(Type grain) => typeof(FakeUsers).IsAssignableTo(grain);

    public Task<CommandResult<UserView>> Register(RegisterUser command) => Answer(command, View);

    public Task<CommandResult<SignedIn>> LogIn(LogIn command) => Answer(command, Signed(0));

    public Task<CommandResult<SignedIn>> Refresh(RefreshSession command) => Answer(command, Signed(1));

    public Task<CommandResult<LoggedOut>> LogOut(LogOut command) => Answer(command, new LoggedOut());

    public Task<CommandResult<UserView>> Get(Caller caller) => Answer(caller, View);

    public Task<CommandResult<UserView>> Disable(DisableUser command) => Answer(command, View);

    public Task<CommandResult<UserView>> Enable(EnableUser command) => Answer(command, View);

    public Task<CommandResult<UserView>> AssignRole(AssignRole command) => Answer(command, View);

    public Task<CommandResult<UserView>> RemoveRole(RemoveRole command) => Answer(command, View);

    public Task<CommandResult<UserView>> JoinTeam(JoinTeam command) => Answer(command, View);

    public Task<CommandResult<UserView>> LeaveTeam(LeaveTeam command) => Answer(command, View);

    public Task<CommandResult<AuditPage>> List(ListAudit query) => Answer(query, new AuditPage([Entry], null));

    public Task<CommandResult<UserView>> ChangePassword(ChangePassword command) => Answer(command, View);

    public Task<CommandResult<SessionList>> ListSessions(Caller caller) => Answer(caller, new SessionList([Session]));

    public Task<CommandResult<SessionsRevoked>> RevokeSessions(RevokeSessions command) => Answer(command, new SessionsRevoked(1));

    public Task<CommandResult<UserPage>> List(ListUsers query) => Answer(query, new UserPage([View], null));

    public Task<CommandResult<RoleList>> ListRoles(Caller caller) => Answer(caller, new RoleList([Role]));

    public Task<CommandResult<RoleView>> Create(CreateRole command) => Answer(command, Role);

    private static SignedIn Signed(long generation) =>
        new(View, RunningGateway.NewId, generation, TimeProvider.System.GetUtcNow(), RefreshToken, At.AddDays(30));

    private Task<CommandResult<T>> Answer<T>(object command, T value)
        where T : class
    {
        Last = command;
        return Task.FromResult(Rejection is null ? new CommandResult<T>(value, 7, null) : new CommandResult<T>(null, 0, Rejection));
    }
}
