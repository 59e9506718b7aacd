using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Grains.Auth;

namespace Crm.Actors.UnitTests.Gateway.Fakes;

/// <summary>Tickets as a silo has them, in memory.</summary>
public sealed class FakeTickets : IStreamTicketsGrain
{
    private readonly TicketOffice _office = new(new MemoryStreamTickets(), TimeProvider.System);

    /// <summary>What is answered instead.</summary>
    public Rejection? Rejection { get; set; }

    /// <summary>Who the last ticket is for.</summary>
    public TicketHolder? Holder { get; private set; }

    public int Redeemed { get; private set; }

    public Task<CommandResult<StreamTicket>> Issue(IssueStreamTicket command)
    {
        Holder = command.Holder;
        return Rejection is null ? _office.IssueAsync(command) : Task.FromResult(new CommandResult<StreamTicket>(null, 0, Rejection));
    }

    public Task<CommandResult<TicketHolder>> Redeem(RedeemStreamTicket command)
    {
        Redeemed++;
        return Rejection is null ? _office.RedeemAsync(command) : Task.FromResult(new CommandResult<TicketHolder>(null, 0, Rejection));
    }
}
