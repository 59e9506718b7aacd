using Crm.Actors.Contracts.Auth;

namespace Crm.Actors.Grains.Auth;

/// <summary>Tickets in the memory of this process: they end with it.</summary>
public sealed class MemoryStreamTickets : IStreamTickets
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TokenHash, (TicketHolder Holder, DateTimeOffset ExpiresAt)> _tickets = [];
    private DateTimeOffset _sweptAt;

    /// <summary>How many are kept, with those that expired lately.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _tickets.Count;
        }
    }

    /// <inheritdoc/>
    public Task KeepAsync(TokenHash ticket, TicketHolder holder, DateTimeOffset now, TimeSpan lifetime)
    {
        lock (_lock)
        {
            Sweep(now, lifetime);
            _tickets[ticket] = (holder, now + lifetime);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<TicketHolder?> TakeAsync(TokenHash ticket, DateTimeOffset now)
    {
        lock (_lock)
            return Task.FromResult(_tickets.Remove(ticket, out var kept) && now < kept.ExpiresAt ? kept.Holder : null);
    }

    private void Sweep(DateTimeOffset now, TimeSpan period)
    {
        if (now - _sweptAt < period)
            return;
        _sweptAt = now;
        foreach (var (ticket, _) in _tickets.Where(t => t.Value.ExpiresAt <= now).ToList())
            _tickets.Remove(ticket);
    }
}
