namespace Crm.Actors.Contracts.Auth;

/// <summary>
/// One-time tickets for event streams, for clients that cannot send a header (an EventSource in a browser). A stateless worker; the key
/// has no meaning (use 0).
/// </summary>
[Alias("crm.IStreamTicketsGrain")]
public interface IStreamTicketsGrain : IGrainWithIntegerKey
{
    /// <summary><see cref="RejectionCode.Unavailable"/> when tickets cannot be kept at the moment.</summary>
    [Alias("Issue")]
    Task<CommandResult<StreamTicket>> Issue(IssueStreamTicket command);

    /// <summary>
    /// Uses a ticket up. Of many uses one is answered with its holder; all others, and those of a ticket that expired or never was, are
    /// <see cref="RejectionCode.Unauthenticated"/>.
    /// </summary>
    [Alias("Redeem")]
    Task<CommandResult<TicketHolder>> Redeem(RedeemStreamTicket command);
}
