using System.Collections.Immutable;

namespace Crm.Actors.Grains.Auth;

/// <summary>Sessions in the memory of this process: they end with it.</summary>
public sealed class MemoryRefreshTokens : IRefreshTokens
{
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<TokenHash, Token> _tokens = [];
    private readonly Dictionary<Guid, StoredSession> _sessions = [];
    private readonly Dictionary<Guid, HashSet<Guid>> _byUser = [];
    private readonly Dictionary<Guid, TokenHash> _current = [];
    private readonly Dictionary<Guid, Queue<TokenHash>> _former = [];
    private DateTimeOffset _sweptAt;

    /// <inheritdoc/>
    public Task StartAsync(StoredSession session, TokenHash token)
    {
        lock (_lock)
        {
            Sweep(session.StartedAt);
            _sessions[session.Id] = session;
            _current[session.Id] = token;
            _former[session.Id] = new Queue<TokenHash>();
            _tokens[token] = new Token(session.Id, session.ExpiresAt, null);
            if (!_byUser.TryGetValue(session.UserId, out var all))
                _byUser[session.UserId] = all = [];
            all.Add(session.Id);
            if (all.Count > IRefreshTokens.MaxSessionsPerUser)
                End(all.Select(id => _sessions[id]).MinBy(static s => s.LastUsedAt)!);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<StoredSession?> FindAsync(TokenHash token, DateTimeOffset now)
    {
        lock (_lock)
            return Task.FromResult(Find(token, now) is { } found ? found.Session : null);
    }

    /// <inheritdoc/>
    public Task<ExchangeResult> ExchangeAsync(TokenExchange exchange)
    {
        lock (_lock)
            return Task.FromResult(Exchange(exchange));
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<StoredSession>> ListAsync(Guid userId, DateTimeOffset now)
    {
        lock (_lock)
        {
            ImmutableArray<StoredSession> sessions = _byUser.TryGetValue(userId, out var all)
                ? [.. all.Select(id => _sessions[id]).Where(s => s.ExpiresAt > now).OrderByDescending(static s => s.LastUsedAt)]
                : [];
            return Task.FromResult(sessions);
        }
    }

    /// <inheritdoc/>
    public Task<int> RevokeAsync(Guid userId, Guid? sessionId)
    {
        lock (_lock)
        {
            if (!_byUser.TryGetValue(userId, out var all))
                return Task.FromResult(0);
            var ended = all.Where(id => sessionId is null || id == sessionId).Select(id => _sessions[id]).ToList();
            ended.ForEach(End);
            return Task.FromResult(ended.Count);
        }
    }

    private ExchangeResult Exchange(TokenExchange exchange)
    {
        if (Find(exchange.Presented, exchange.Now) is not { } found)
            return ExchangeResult.Unknown;
        var (token, session) = found;
        if (_current[session.Id] == exchange.Presented)
        {
            var next = session with { Generation = session.Generation + 1, LastUsedAt = exchange.Now, ExpiresAt = exchange.ExpiresAt };
            _sessions[session.Id] = next;
            _current[session.Id] = exchange.Next;
            _tokens[exchange.Next] = new Token(session.Id, exchange.ExpiresAt, null);
            _tokens[exchange.Presented] = token with { Spent = new Spending(next, exchange.RepeatKey, exchange.Sealed) };
            Retire(session.Id, exchange.Presented);
            return new ExchangeResult(ExchangeOutcome.Exchanged, next, null);
        }

        var spent = token.Spent!;
        if (exchange.Now - spent.After.LastUsedAt < TokenExchange.Grace)
        {
            return exchange.RepeatKey is not null && exchange.RepeatKey == spent.RepeatKey
                ? new ExchangeResult(ExchangeOutcome.Repeated, spent.After, spent.Sealed)
                : new ExchangeResult(ExchangeOutcome.Raced, session, null);
        }

        End(session);
        return new ExchangeResult(ExchangeOutcome.Reused, session, null);
    }

    private (Token Token, StoredSession Session)? Find(TokenHash hash, DateTimeOffset now) =>
        _tokens.TryGetValue(hash, out var token) && token.ExpiresAt > now && _sessions.TryGetValue(token.SessionId, out var session)
            ? (token, session)
            : null;

    private void Retire(Guid session, TokenHash token)
    {
        var former = _former[session];
        former.Enqueue(token);
        if (former.Count > IRefreshTokens.MaxFormerTokens)
            _tokens.Remove(former.Dequeue());
    }

    private void End(StoredSession session)
    {
        _sessions.Remove(session.Id);
        if (_current.Remove(session.Id, out var current))
            _tokens.Remove(current);
        if (_former.Remove(session.Id, out var former))
        {
            foreach (var token in former)
                _tokens.Remove(token);
        }

        if (_byUser.TryGetValue(session.UserId, out var all) && all.Remove(session.Id) && all.Count == 0)
            _byUser.Remove(session.UserId);
    }

    private void Sweep(DateTimeOffset now)
    {
        if (now - _sweptAt < SweepPeriod)
            return;
        _sweptAt = now;
        foreach (var session in _sessions.Values.Where(s => s.ExpiresAt <= now).ToList())
            End(session);
    }

    private sealed record Token(Guid SessionId, DateTimeOffset ExpiresAt, Spending? Spent);

    private sealed record Spending(StoredSession After, string? RepeatKey, string? Sealed);
}
