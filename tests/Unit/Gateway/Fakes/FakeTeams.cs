using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Teams;
using Crm.Actors.Contracts.Users;

namespace Crm.Actors.UnitTests.Gateway.Fakes;

/// <summary>Stands for every team. Remembers the last command.</summary>
public sealed class FakeTeams : ITeamGrain, ITeamQueriesGrain
{
    public object? Last { get; private set; }

    public static TeamView View { get; } = new()
    {
        Id = new Guid("0192f0c1-0000-7000-8000-0000000000e1"),
        Version = 2,
        Name = "North",
        CreatedAt = FakeUsers.At,
        UpdatedAt = FakeUsers.At,
    };

    public static bool Knows(Type grain) => typeof(FakeTeams).IsAssignableTo(grain);

    public Task<CommandResult<TeamView>> Get(Caller caller) => Answer(caller, View);

    public Task<CommandResult<TeamView>> Create(CreateTeam command) => Answer(command, View with { Id = command.Id });

    public Task<CommandResult<TeamView>> Rename(RenameTeam command) => Answer(command, View);

    public Task<CommandResult<TeamPage>> List(ListTeams query) => Answer(query, new TeamPage([View], null));

    public Task<CommandResult<TeamMemberPage>> ListMembers(ListTeamMembers query) =>
        Answer(query, new TeamMemberPage([new TeamMember(RunningGateway.User, null, [RoleNames.User], null)], null));

    private Task<CommandResult<T>> Answer<T>(object command, T value)
        where T : class
    {
        Last = command;
        return Task.FromResult(new CommandResult<T>(value, 7, null));
    }
}
