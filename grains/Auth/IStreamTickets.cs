using Crm.Actors.Contracts.Auth;

namespace Crm.Actors.Grains.Auth;

/// <summary>Where tickets are kept, by the hash of each. Each member is atomic.</summary>
/// <remarks>Every member throws <see cref="SessionsUnavailableException"/> when the store does not answer within 2 s.</remarks>
public interface IStreamTickets
{
    /// <summary>Keeps a new ticket.</summary>
    /// <param name="ticket">The ticket's hash.</param>
    /// <param name="holder">Who it stands for.</param>
    /// <param name="now">UTC.</param>
    /// <param name="lifetime">How long it is good.</param>
    Task KeepAsync(TokenHash ticket, TicketHolder holder, DateTimeOffset now, TimeSpan lifetime);

    /// <summary>Takes a ticket out. Of many calls for one ticket exactly one gets its holder; null for all others, and when it has expired.</summary>
    Task<TicketHolder?> TakeAsync(TokenHash ticket, DateTimeOffset now);
}
