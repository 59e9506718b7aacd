using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Orleans.Concurrency;

namespace Crm.Actors.Grains.Auth;

/// <inheritdoc cref="IStreamTicketsGrain"/>
[StatelessWorker, Reentrant]
public sealed class StreamTicketsGrain(TicketOffice office) : Grain, IStreamTicketsGrain
{
    public Task<CommandResult<StreamTicket>> Issue(IssueStreamTicket command) => office.IssueAsync(command);

    public Task<CommandResult<TicketHolder>> Redeem(RedeemStreamTicket command) => office.RedeemAsync(command);
}
