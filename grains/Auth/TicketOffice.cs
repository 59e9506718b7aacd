using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;

namespace Crm.Actors.Grains.Auth;

/// <summary>Makes tickets and uses them up.</summary>
public sealed class TicketOffice(IStreamTickets tickets, TimeProvider time)
{
    /// <summary>Long enough to open a stream with, and too short to be found in a history or a log of addresses.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    private static readonly Rejection WrongTicket =
        new(RejectionCode.Unauthenticated, "The ticket is not good, or no longer: it is good once, and for 30 seconds. Get a new one.");

    private static readonly Rejection Unavailable = new(RejectionCode.Unavailable, "Tickets cannot be reached at the moment. Retry with a new one.");

    public async Task<CommandResult<StreamTicket>> IssueAsync(IssueStreamTicket command)
    {
        var (text, hash) = TicketCode.New();
        try
        {
            await tickets.KeepAsync(hash, command.Holder, time.GetUtcNow(), Lifetime);
            return new(new StreamTicket(text, Lifetime), 0, null);
        }
        catch (SessionsUnavailableException)
        {
            return new(null, 0, Unavailable);
        }
    }

    public async Task<CommandResult<TicketHolder>> RedeemAsync(RedeemStreamTicket command)
    {
        if (TicketCode.Hash(command.Ticket) is not { } hash)
            return new(null, 0, WrongTicket);
        try
        {
            return await tickets.TakeAsync(hash, time.GetUtcNow()) is { } holder ? new(holder, 0, null) : new(null, 0, WrongTicket);
        }
        catch (SessionsUnavailableException)
        {
            return new(null, 0, Unavailable);
        }
    }
}
