using System.Globalization;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Grains.Auth;
using StackExchange.Redis;

namespace Crm.Actors.Silo.Sessions;

/// <summary>A session as the fields of a Redis hash.</summary>
internal static class SessionFields
{
    /// <summary>Names and values in turn, with the hash of the token that is good now.</summary>
    public static RedisValue[] Of(StoredSession session, TokenHash current) =>
    [
        "id", session.Id.ToString("N"),
        "user", session.UserId.ToString("N"),
        "userVersion", session.UserVersion,
        "generation", session.Generation,
        "started", session.StartedAt.ToUnixTimeMilliseconds(),
        "used", session.LastUsedAt.ToUnixTimeMilliseconds(),
        "expires", session.ExpiresAt.ToUnixTimeMilliseconds(),
        "address", session.Origin.Address ?? "",
        "agent", session.Origin.UserAgent ?? "",
        "current", current.Hex,
    ];

    /// <summary>The session, or null when there are no fields.</summary>
    public static StoredSession? Read(RedisResult fields)
    {
        var all = (RedisValue[])fields!;
        if (all.Length == 0)
            return null;
        var byName = all.Chunk(2).ToDictionary(static pair => pair[0].ToString(), static pair => pair[1].ToString(), StringComparer.Ordinal);
        return new StoredSession(
            Guid.ParseExact(byName["id"], "N"),
            Guid.ParseExact(byName["user"], "N"),
            Number(byName["userVersion"]),
            Number(byName["generation"]),
            Time(byName["started"]),
            Time(byName["used"]),
            Time(byName["expires"]),
            new Origin(NullIfEmpty(byName["address"]), NullIfEmpty(byName["agent"])));
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string text) => DateTimeOffset.FromUnixTimeMilliseconds(Number(text));

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
