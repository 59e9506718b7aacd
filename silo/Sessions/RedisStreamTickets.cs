using System.Text.Json;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Grains.Auth;
using StackExchange.Redis;

namespace Crm.Actors.Silo.Sessions;

/// <summary>Tickets in Redis, each a string under its hash that Redis forgets by itself. GETDEL lets one of many have it.</summary>
internal sealed class RedisStreamTickets(RedisConnection redis) : IStreamTickets
{
    private const string Prefix = "auth:ticket:";

    /// <inheritdoc/>
    public Task KeepAsync(TokenHash ticket, TicketHolder holder, DateTimeOffset now, TimeSpan lifetime)
    {
        var kept = JsonSerializer.SerializeToUtf8Bytes(new Kept(now + lifetime, [.. holder.Claims]));
        return redis.RunAsync(database => database.StringSetAsync(Key(ticket), kept, lifetime));
    }

    /// <inheritdoc/>
    public async Task<TicketHolder?> TakeAsync(TokenHash ticket, DateTimeOffset now)
    {
        byte[]? found = await redis.RunAsync(database => database.StringGetDeleteAsync(Key(ticket)));
        return found is not null && JsonSerializer.Deserialize<Kept>(found) is { } kept && now < kept.ExpiresAt
            ? new TicketHolder([.. kept.Claims])
            : null;
    }

    private static RedisKey Key(TokenHash ticket) => $"{Prefix}{ticket.Hex}";

    private sealed record Kept(DateTimeOffset ExpiresAt, TicketClaim[] Claims);
}
