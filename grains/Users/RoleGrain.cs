using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Contracts.Users.Events;
using Crm.Actors.Grains.Auth;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Users;

/// <inheritdoc cref="IRoleGrain"/>
public sealed class RoleGrain(IGrainContext context, IEventStore<RoleState, RoleEvent> store, KernelServices services, AuditTrail audit)
    : AggregateGrain<RoleState, RoleEvent, RoleView>(context, store, services), IRoleGrain
{
    public async Task<CommandResult<RoleView>> Create(CreateRole command)
    {
        var result = UserAccess.RefuseAdministration(command.Context.Caller) is { } refusal
            ? new CommandResult<RoleView>(null, 0, refusal)
            : await Execute(command.Context, command, RoleRules.Create);
        var name = result.Value?.Name;
        await audit.AfterAsync(AuditedAction.RoleCreated, command.Context.Caller, null, command.Origin, result.Rejection, name);
        return result;
    }
}
