using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Contracts.Teams;
using Crm.Actors.Contracts.Teams.Events;
using Crm.Actors.Grains.Auth;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Users;

namespace Crm.Actors.Grains.Teams;

/// <inheritdoc cref="ITeamGrain"/>
public sealed class TeamGrain(IGrainContext context, IEventStore<TeamState, TeamEvent> store, KernelServices services, AuditTrail audit)
    : AggregateGrain<TeamState, TeamEvent, TeamView>(context, store, services), ITeamGrain
{
    private static readonly Rejection NameTaken = new(RejectionCode.Taken, "Another team has this name.")
    {
        Errors = [new FieldError("#/name", "Is in use.")],
    };

    private Guid Id => this.GetPrimaryKey();

    public Task<CommandResult<TeamView>> Get(Caller caller) => Read(state => TeamAccess.MaySee(caller, state.View.Id));

    public Task<CommandResult<TeamView>> Create(CreateTeam command) => Administer(
        AuditedAction.TeamCreated,
        command.Context,
        command.Origin,
        UserAccess.RefuseAdministration(command.Context.Caller),
        () => Execute(command.Context, command, TeamRules.Create));

    public Task<CommandResult<TeamView>> Rename(RenameTeam command) => Administer(
        AuditedAction.TeamRenamed,
        command.Context,
        command.Origin,
        TeamAccess.RefuseChange(command.Context.Caller, Id),
        () => Execute(command.Context, command, TeamRules.Rename));

    private async Task<CommandResult<TeamView>> Administer(
        AuditedAction action, CommandContext command, Origin origin, Rejection? refusal, Func<Task<CommandResult<TeamView>>> execute)
    {
        var result = refusal is not null ? new CommandResult<TeamView>(null, 0, refusal) : await execute();
        if (result.Rejection?.Code == RejectionCode.Taken)
            result = new(null, 0, NameTaken);
        await audit.AfterAsync(action, command.Caller, null, origin, result.Rejection, $"{Id} {result.Value?.Name}".TrimEnd());
        return result;
    }
}
