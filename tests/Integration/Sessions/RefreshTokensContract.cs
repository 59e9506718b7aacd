using Crm.Actors.Contracts.Auth;
using Crm.Actors.Grains.Auth;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Sessions;

/// <summary>What every store of sessions has to do.</summary>
public abstract class RefreshTokensContract
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <summary>Whole milliseconds. Stores are told the time, so tests go through it as they like.</summary>
    private DateTimeOffset _now = DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());

    private protected abstract IRefreshTokens Store { get; }

    [Fact]
    public async Task FindAsync_StartedSession_IsWhatWasKept()
    {
        var (session, token) = await StartAsync(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));

        (await Store.FindAsync(token.Hash, _now)).ShouldBe(session);
        (await Store.FindAsync(RefreshToken.New().Hash, _now)).ShouldBeNull();
        (await Store.FindAsync(token.Hash, session.ExpiresAt)).ShouldBeNull();
    }

    [Fact]
    public async Task ExchangeAsync_Token_GoesOnInTheSameSession()
    {
        var (session, token) = await StartAsync(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));
        Advance(TimeSpan.FromMinutes(15));

        var (result, next) = await ExchangeAsync(token);

        result.Outcome.ShouldBe(ExchangeOutcome.Exchanged);
        result.Session.ShouldBe(session with { Generation = 1, LastUsedAt = _now, ExpiresAt = _now + Lifetime });
        (await Store.FindAsync(next.Hash, _now)).ShouldBe(result.Session);
        (await ExchangeAsync(next)).Result.Session!.Generation.ShouldBe(2);
    }

    [Fact]
    public async Task ExchangeAsync_UnknownOrExpired_IsUnknown()
    {
        var (session, token) = await StartAsync(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));

        (await ExchangeAsync(RefreshToken.New())).Result.ShouldBe(ExchangeResult.Unknown);
        Advance(session.ExpiresAt - _now);
        (await ExchangeAsync(token)).Result.ShouldBe(ExchangeResult.Unknown);
    }

    [Fact]
    public async Task ExchangeAsync_UsedTokenAfterTheGrace_EndsTheSession()
    {
        var (session, token) = await StartAsync(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));
        var (_, next) = await ExchangeAsync(token, "key");
        Advance(TokenExchange.Grace);

        var (reused, _) = await ExchangeAsync(token, "key");

        reused.Outcome.ShouldBe(ExchangeOutcome.Reused);
        reused.Session!.Id.ShouldBe(session.Id);
        (await ExchangeAsync(next)).Result.ShouldBe(ExchangeResult.Unknown);
        (await Store.FindAsync(next.Hash, _now)).ShouldBeNull();
        (await Store.ListAsync(session.UserId, _now)).ShouldBeEmpty();
    }

    [Fact]
    public async Task ExchangeAsync_UsedTokenWithinTheGrace_IsRepeatedForTheSameKeyOnlyAndEndsNothing()
    {
        var (_, token) = await StartAsync(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));
        var (first, next) = await ExchangeAsync(token, "key");
        Advance(TokenExchange.Grace - TimeSpan.FromMilliseconds(1));

        var (again, _) = await ExchangeAsync(token, "key");

        again.Outcome.ShouldBe(ExchangeOutcome.Repeated);
        again.Session.ShouldBe(first.Session);
        RepeatBox.Open(again.Sealed!, token, "key")!.Hash.ShouldBe(next.Hash);
        (await ExchangeAsync(token, "other key")).Result.Outcome.ShouldBe(ExchangeOutcome.Raced);
        (await ExchangeAsync(token)).Result.Outcome.ShouldBe(ExchangeOutcome.Raced);
        (await ExchangeAsync(next)).Result.Outcome.ShouldBe(ExchangeOutcome.Exchanged);
    }

    [Fact]
    public async Task ExchangeAsync_WithoutKey_IsNeverRepeated()
    {
        var (_, token) = await StartAsync(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));
        await ExchangeAsync(token);

        (await ExchangeAsync(token)).Result.Outcome.ShouldBe(ExchangeOutcome.Raced);
    }

    [Fact]
    public async Task ExchangeAsync_RepeatedAfterTheNextExchange_IsAnsweredAsThen()
    {
        var (_, token) = await StartAsync(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));
        var (first, next) = await ExchangeAsync(token, "key");
        Advance(TimeSpan.FromSeconds(3));
        await ExchangeAsync(next);

        (await ExchangeAsync(token, "key")).Result.Session.ShouldBe(first.Session);
    }

    [Fact]
    public async Task ExchangeAsync_AHundredAtOnce_OneWins()
    {
        var (session, token) = await StartAsync(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));

        var results = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Task.Run(() => ExchangeAsync(token, $"key-{i}"))));

        results.Count(static r => r.Result.Outcome == ExchangeOutcome.Exchanged).ShouldBe(1);
        results.Count(static r => r.Result.Outcome == ExchangeOutcome.Raced).ShouldBe(99);
        var winner = results.Single(static r => r.Result.Outcome == ExchangeOutcome.Exchanged);
        (await Store.FindAsync(winner.Next.Hash, _now)).ShouldBe(winner.Result.Session);
        (await Store.ListAsync(session.UserId, _now)).ShouldHaveSingleItem().Generation.ShouldBe(1);
    }

    [Fact]
    public async Task ExchangeAsync_MoreTimesThanFormerTokensAreKept_TheOldestAreUnknownAndEndNothing()
    {
        var (session, token) = await StartAsync(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));
        var tokens = new List<RefreshToken> { token };
        for (var i = 0; i < IRefreshTokens.MaxFormerTokens + 2; i++)
            tokens.Add((await ExchangeAsync(tokens[^1])).Next);
        Advance(TokenExchange.Grace);

        (await ExchangeAsync(tokens[0])).Result.ShouldBe(ExchangeResult.Unknown);
        (await ExchangeAsync(tokens[1])).Result.ShouldBe(ExchangeResult.Unknown);
        (await Store.FindAsync(tokens[1].Hash, _now)).ShouldBeNull();
        (await Store.FindAsync(tokens[^1].Hash, _now))!.Id.ShouldBe(session.Id);

        (await ExchangeAsync(tokens[2])).Result.Outcome.ShouldBe(ExchangeOutcome.Reused, "The oldest one that is kept.");
        (await Store.FindAsync(tokens[^1].Hash, _now)).ShouldBeNull();
    }

    [Fact]
    public async Task RevokeAsync_One_LeavesTheOthers()
    {
        var user = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        var (first, firstToken) = await StartAsync(user);
        var (second, secondToken) = await StartAsync(user);

        (await Store.RevokeAsync(user, first.Id)).ShouldBe(1);

        (await Store.FindAsync(firstToken.Hash, _now)).ShouldBeNull();
        (await Store.FindAsync(secondToken.Hash, _now)).ShouldBe(second);
        (await Store.RevokeAsync(user, first.Id)).ShouldBe(0);
        (await Store.RevokeAsync(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), second.Id)).ShouldBe(0, "It is another user's.");
    }

    [Fact]
    public async Task RevokeAsync_All_LeavesOtherUsers()
    {
        var user = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await StartAsync(user);
        await StartAsync(user);
        var (_, stranger) = await StartAsync(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));

        (await Store.RevokeAsync(user, null)).ShouldBe(2);

        (await Store.ListAsync(user, _now)).ShouldBeEmpty();
        (await Store.FindAsync(stranger.Hash, _now)).ShouldNotBeNull();
        (await Store.RevokeAsync(user, null)).ShouldBe(0);
    }

    [Fact]
    public async Task ListAsync_Sessions_NewestUseFirst()
    {
        var user = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        var (first, firstToken) = await StartAsync(user);
        Advance(TimeSpan.FromSeconds(1));
        var (second, _) = await StartAsync(user);
        (await Store.ListAsync(user, _now)).Select(static s => s.Id).ShouldBe([second.Id, first.Id]);

        Advance(TimeSpan.FromSeconds(1));
        await ExchangeAsync(firstToken);

        (await Store.ListAsync(user, _now)).Select(static s => s.Id).ShouldBe([first.Id, second.Id]);
        (await Store.ListAsync(user, _now + Lifetime)).ShouldBeEmpty();
    }

    [Fact]
    public async Task StartAsync_TooManySessions_TheLeastUsedEnds()
    {
        var user = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        var (_, oldest) = await StartAsync(user);
        for (var i = 0; i < IRefreshTokens.MaxSessionsPerUser; i++)
        {
            Advance(TimeSpan.FromMilliseconds(1));
            await StartAsync(user);
        }

        (await Store.FindAsync(oldest.Hash, _now)).ShouldBeNull();
        (await Store.ListAsync(user, _now)).Length.ShouldBe(IRefreshTokens.MaxSessionsPerUser);
    }

    private protected void Advance(TimeSpan time) => _now += time;

    private protected async Task<(StoredSession Session, RefreshToken Token)> StartAsync(Guid user)
    {
        var token = RefreshToken.New();
        var session = new StoredSession(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), user, 7, 0, _now, _now, _now + Lifetime, new Origin("127.0.0.1", null));
        await Store.StartAsync(session, token.Hash);
        return (session, token);
    }

    private protected async Task<(ExchangeResult Result, RefreshToken Next)> ExchangeAsync(RefreshToken presented, string? key = null)
    {
        var next = RefreshToken.New();
        var exchange = new TokenExchange(
            presented.Hash, next.Hash, _now, _now + Lifetime, key is null ? null : RepeatBox.HashOf(key), key is null ? null : RepeatBox.Seal(next, presented, key));
        return (await Store.ExchangeAsync(exchange), next);
    }
}
