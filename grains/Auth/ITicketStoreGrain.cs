using Crm.Actors.Contracts.Auth;

namespace Crm.Actors.Grains.Auth;

/// <summary>The one place of a cluster where tickets are kept in memory; the key is 0. Only silos call it.</summary>
[Alias("crm.ITicketStoreGrain")]
public interface ITicketStoreGrain : IGrainWithIntegerKey
{
    [Alias("Keep")]
    Task Keep(TokenHash ticket, TicketHolder holder, DateTimeOffset now, TimeSpan lifetime);

    [Alias("Take")]
    Task<TicketHolder?> Take(TokenHash ticket, DateTimeOffset now);
}
