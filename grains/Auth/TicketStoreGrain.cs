using Crm.Actors.Contracts.Auth;

namespace Crm.Actors.Grains.Auth;

/// <inheritdoc cref="ITicketStoreGrain"/>
public sealed class TicketStoreGrain : Grain, ITicketStoreGrain
{
    private readonly MemoryStreamTickets _tickets = new();

    public Task Keep(TokenHash ticket, TicketHolder holder, DateTimeOffset now, TimeSpan lifetime) => _tickets.KeepAsync(ticket, holder, now, lifetime);

    public Task<TicketHolder?> Take(TokenHash ticket, DateTimeOffset now) => _tickets.TakeAsync(ticket, now);
}
