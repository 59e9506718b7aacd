using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Users;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.Grains.Auth;

/// <summary>The sessions of one user, as the user and administrators handle them.</summary>
public sealed partial class UserSessions(IRefreshTokens tokens, KernelServices services, AuditTrail audit, ILogger<UserSessions> logger)
{
    /// <summary>
    /// Deletes the sessions of a user whose state has ended them already. Failing is no harm: each refresh compares a session with
    /// <see cref="UserState.SessionsFrom"/>.
    /// </summary>
    public async Task ForgetAsync(Guid userId, Func<ValueTask<Stored<UserState>>> read)
    {
        try
        {
            var from = (await read()).State?.SessionsFrom ?? 0;
            // Not all: the command may be a repeated one, and sessions have begun since.
            foreach (var session in await tokens.ListAsync(userId, services.Now()))
            {
                if (session.UserVersion < from)
                    await tokens.RevokeAsync(userId, session.Id);
            }
        }
        catch (Exception unavailable) when (unavailable is SessionsUnavailableException or StoreUnavailableException)
        {
            LogKept(unavailable, userId);
        }
    }

    public Task<CommandResult<SessionList>> ListAsync(Caller caller, Guid userId, Func<ValueTask<Stored<UserState>>> read) =>
        AnswerAsync(caller, userId, read, async state =>
        {
            var sessions = await tokens.ListAsync(userId, services.Now());
            return new SessionList([.. sessions.Where(session => session.UserVersion >= state.SessionsFrom).Select(ToView)]);
        });

    public async Task<CommandResult<SessionsRevoked>> RevokeAsync(Guid userId, RevokeSessions command, Func<ValueTask<Stored<UserState>>> read)
    {
        var result = await AnswerAsync(
            command.Caller, userId, read, async _ => new SessionsRevoked(await tokens.RevokeAsync(userId, command.SessionId)));
        await audit.AfterAsync(
            AuditedAction.SessionsRevoked, command.Caller, userId, command.Origin, result.Rejection, command.SessionId?.ToString() ?? "all");
        return result;
    }

    private static async Task<CommandResult<T>> AnswerAsync<T>(
        Caller caller, Guid userId, Func<ValueTask<Stored<UserState>>> read, Func<UserState, Task<T>> answer)
        where T : class
    {
        if (!UserAccess.MaySee(caller, userId))
            return new(null, 0, Rejections.NotFound);
        try
        {
            return (await read()).State is { } state
                ? new(await answer(state), 0, null)
                : new(null, 0, Rejections.NotFound);
        }
        catch (StoreUnavailableException)
        {
            return new(null, 0, Rejections.Unavailable);
        }
        catch (SessionsUnavailableException)
        {
            return new(null, 0, AuthRejections.SessionsUnavailable);
        }
    }

    private static SessionView ToView(StoredSession session) => new()
    {
        Id = session.Id,
        StartedAt = session.StartedAt,
        LastUsedAt = session.LastUsedAt,
        ExpiresAt = session.ExpiresAt,
        Origin = session.Origin,
    };

    [LoggerMessage(EventId = 5106, Level = LogLevel.Warning, Message = "The ended sessions of user {UserId} are still stored; they are refused all the same")]
    private partial void LogKept(Exception exception, Guid userId);
}
