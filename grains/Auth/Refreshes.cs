using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Users;

namespace Crm.Actors.Grains.Auth;

/// <summary>Exchanges refresh tokens, and ends their sessions.</summary>
public sealed class Refreshes(IGrainFactory grains, IRefreshTokens tokens, KernelServices services, SessionOptions options, AuditTrail audit)
{
    /// <summary>The user is looked at before the token is exchanged: a database that is away must not cost the client its token.</summary>
    public Task<CommandResult<SignedIn>> RefreshAsync(RefreshSession command) => AnswerAsync(async () =>
    {
        if (!RefreshToken.TryParse(command.RefreshToken, out var presented))
            return Refuse();
        var now = services.Milliseconds();
        if (await tokens.FindAsync(presented.Hash, now) is not { } session)
            return Refuse();
        var found = await grains.GetGrain<IUserAccountGrain>(session.UserId).GetCredentials();
        if (found.Rejection is { Code: not RejectionCode.NotFound } unavailable)
            return new(null, 0, unavailable);
        if (found.Value is not { User.Disabled: false } user || session.UserVersion < user.SessionsFrom)
        {
            await tokens.RevokeAsync(session.UserId, session.Id);
            await AuditAsync(AuditedAction.SessionRefreshed, session, command.Origin, "unauthenticated");
            return Refuse();
        }

        return await ExchangeAsync(command, presented, user, now);
    });

    /// <summary>Succeeds also when there is no such session any more.</summary>
    public Task<CommandResult<LoggedOut>> LogOutAsync(LogOut command) => AnswerAsync(async () =>
    {
        if (RefreshToken.TryParse(command.RefreshToken, out var token)
            && await tokens.FindAsync(token.Hash, services.Milliseconds()) is { } session)
        {
            await tokens.RevokeAsync(session.UserId, session.Id);
            await AuditAsync(AuditedAction.LoggedOut, session, command.Origin, "ok");
        }

        return new CommandResult<LoggedOut>(new LoggedOut(), 0, null);
    });

    private async Task<CommandResult<SignedIn>> ExchangeAsync(RefreshSession command, RefreshToken presented, Credentials user, DateTimeOffset now)
    {
        var next = RefreshToken.New();
        var key = command.IdempotencyKey;
        var result = await tokens.ExchangeAsync(new TokenExchange(
            presented.Hash,
            next.Hash,
            now,
            now + options.RefreshTokenLifetime,
            key is null ? null : RepeatBox.HashOf(key),
            key is null ? null : RepeatBox.Seal(next, presented, key)));
        switch (result.Outcome)
        {
            case ExchangeOutcome.Exchanged:
                return Answer(user, result.Session!, next);
            case ExchangeOutcome.Repeated when RepeatBox.Open(result.Sealed!, presented, key!) is { } given:
                return Answer(user, result.Session!, given);
            case ExchangeOutcome.Reused:
                await AuditAsync(AuditedAction.TokenReused, result.Session!, command.Origin, "unauthenticated");
                return Refuse();
            default:
                return Refuse();
        }
    }

    private Task AuditAsync(AuditedAction action, StoredSession session, Origin origin, string outcome) => audit.TryRecordAsync(
        new(action, outcome, outcome == "ok" ? session.UserId : null, session.UserId, null, origin, session.Id.ToString(), null));

    private static CommandResult<SignedIn> Answer(Credentials user, StoredSession session, RefreshToken token) =>
        new(new SignedIn(user.User, session.Id, session.Generation, session.LastUsedAt, token.Text, session.ExpiresAt), 0, null);

    private static CommandResult<SignedIn> Refuse() => new(null, 0, AuthRejections.WrongRefreshToken);

    private static async Task<CommandResult<T>> AnswerAsync<T>(Func<Task<CommandResult<T>>> answer)
        where T : class
    {
        try
        {
            return await answer();
        }
        catch (SessionsUnavailableException)
        {
            return new(null, 0, AuthRejections.SessionsUnavailable);
        }
    }
}
