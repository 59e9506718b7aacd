using System.Collections.Immutable;
using System.Globalization;
using Crm.Actors.Grains.Auth;
using StackExchange.Redis;

namespace Crm.Actors.Silo.Sessions;

/// <summary>Sessions in Redis; see <see cref="RedisScripts"/> for the keys.</summary>
internal sealed class RedisRefreshTokens(RedisConnection redis) : IRefreshTokens
{
    private const string Prefix = "auth:refresh:";

    /// <summary>What scripts put before the keys that they make; before those that they are given it is put anyway.</summary>
    private readonly RedisValue _derived = redis.KeyPrefix + Prefix;

    /// <inheritdoc/>
    public Task StartAsync(StoredSession session, TokenHash token) => redis.RunAsync(database => database.ScriptEvaluateAsync(
        RedisScripts.Start,
        [TokenKey(token), SessionKey(session.Id), UserKey(session.UserId)],
        [
            _derived, session.Id.ToString("N"), Milliseconds(session.StartedAt), TimeToLive(session.StartedAt, session.ExpiresAt),
            IRefreshTokens.MaxSessionsPerUser, Milliseconds(session.ExpiresAt), .. SessionFields.Of(session, token),
        ]));

    /// <inheritdoc/>
    public async Task<StoredSession?> FindAsync(TokenHash token, DateTimeOffset now)
    {
        var found = await redis.RunAsync(database => database.ScriptEvaluateAsync(
            RedisScripts.Find, [TokenKey(token)], [_derived, Milliseconds(now)]));
        return SessionFields.Read(found);
    }

    /// <inheritdoc/>
    public async Task<ExchangeResult> ExchangeAsync(TokenExchange exchange)
    {
        var result = await redis.RunAsync(database => database.ScriptEvaluateAsync(
            RedisScripts.Exchange,
            [TokenKey(exchange.Presented), TokenKey(exchange.Next)],
            [
                _derived, exchange.Presented.Hex, exchange.Next.Hex, Milliseconds(exchange.Now), Milliseconds(exchange.ExpiresAt),
                TimeToLive(exchange.Now, exchange.ExpiresAt), (long)TokenExchange.Grace.TotalMilliseconds, exchange.RepeatKey ?? "", exchange.Sealed ?? "",
                IRefreshTokens.MaxFormerTokens,
            ]));
        var outcome = OutcomeOf((string?)result[0]);
        if (outcome == ExchangeOutcome.Unknown)
            return ExchangeResult.Unknown;
        var session = SessionFields.Read(result[5])!;
        return outcome is ExchangeOutcome.Exchanged or ExchangeOutcome.Repeated
            ? new(outcome, session with { Generation = (long)result[2], LastUsedAt = Time((long)result[3]), ExpiresAt = Time((long)result[4]) }, (string?)result[1])
            : new(outcome, session, null);
    }

    /// <inheritdoc/>
    public async Task<ImmutableArray<StoredSession>> ListAsync(Guid userId, DateTimeOffset now)
    {
        var found = await redis.RunAsync(database => database.ScriptEvaluateAsync(RedisScripts.List, [UserKey(userId)], [_derived]));
        return [.. ((RedisResult[])found!).Select(SessionFields.Read).OfType<StoredSession>().Where(session => session.ExpiresAt > now)];
    }

    /// <inheritdoc/>
    public async Task<int> RevokeAsync(Guid userId, Guid? sessionId) => (int)await redis.RunAsync(database => database.ScriptEvaluateAsync(
        RedisScripts.Revoke, [UserKey(userId)], [_derived, sessionId?.ToString("N") ?? ""]));

    private static ExchangeOutcome OutcomeOf(string? name) => name switch
    {
        "exchanged" => ExchangeOutcome.Exchanged,
        "repeated" => ExchangeOutcome.Repeated,
        "raced" => ExchangeOutcome.Raced,
        "reused" => ExchangeOutcome.Reused,
        _ => ExchangeOutcome.Unknown,
    };

    private static RedisKey TokenKey(TokenHash token) => $"{Prefix}token:{token.Hex}";

    private static RedisKey SessionKey(Guid session) => $"{Prefix}session:{session:N}";

    private static RedisKey UserKey(Guid user) => $"{Prefix}user:{user:N}";

    private static RedisValue Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static RedisValue TimeToLive(DateTimeOffset now, DateTimeOffset end) => Math.Max(1, (long)(end - now).TotalMilliseconds);
}
