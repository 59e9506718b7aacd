using Crm.Actors.Contracts.Auth;

namespace Crm.Actors.Grains.Auth;

/// <summary>Tickets in the memory of one silo, for the whole cluster: they end with that silo.</summary>
public sealed class ClusterStreamTickets(IGrainFactory grains) : IStreamTickets
{
    private ITicketStoreGrain Grain => grains.GetGrain<ITicketStoreGrain>(0);

    /// <inheritdoc/>
    public Task KeepAsync(TokenHash ticket, TicketHolder holder, DateTimeOffset now, TimeSpan lifetime) => AskAsync(async () =>
    {
        await Grain.Keep(ticket, holder, now, lifetime);
        return true;
    });

    /// <inheritdoc/>
    public Task<TicketHolder?> TakeAsync(TokenHash ticket, DateTimeOffset now) => AskAsync(() => Grain.Take(ticket, now));

    private static async Task<T> AskAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception outage) when (outage is OrleansException or TimeoutException)
        {
            throw new SessionsUnavailableException("The silo that keeps the tickets does not answer.", outage);
        }
    }
}
