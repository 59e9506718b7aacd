using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Users;

namespace Crm.Actors.Grains.Auth;

/// <summary>Verifies passwords and starts sessions.</summary>
public sealed class LogIns(
    IGrainFactory grains,
    IUserDirectory directory,
    PasswordWork passwords,
    IRefreshTokens tokens,
    KernelServices services,
    SessionOptions options,
    AuditTrail audit,
    AttemptGuard attempts,
    LogInMetrics? metrics = null)
{
    /// <summary>The same work and the same words whatever is wrong. A log-in that cannot be audited fails.</summary>
    public async Task<CommandResult<SignedIn>> LogInAsync(LogIn command)
    {
        var result = await TryAsync(command);
        if (result.Rejection is { } rejection)
            metrics?.Refuse(rejection);
        return result;
    }

    private async Task<CommandResult<SignedIn>> TryAsync(LogIn command)
    {
        try
        {
            var source = AttemptSource.Of(command.Email, command.Origin);
            if (await attempts.BeginAsync(source, AuditedAction.LoggedIn, null, command.Origin) is { } tooSoon)
                return new(null, 0, tooSoon);
            var (user, isRight) = await attempts.TryAsync(source, () => VerifyAsync(command));
            if (user is null || !isRight || user.User.Disabled)
            {
                var why = user is null ? "no-such-user" : isRight ? "disabled" : "wrong-password";
                await audit.RecordAsync(new(
                    AuditedAction.LoggedIn, "unauthenticated", null, user?.User.Id, user is null ? AddressOf(command) : null, command.Origin, why, null));
                return new(null, 0, AuthRejections.WrongCredentials);
            }

            await attempts.SucceedAsync(source);
            await RehashAsync(command, user);
            return await StartAsync(command, user);
        }
        catch (PasswordsBusyException)
        {
            return new(null, 0, AuthRejections.Busy);
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

    private async Task<(Credentials? User, bool IsRight)> VerifyAsync(LogIn command)
    {
        // Nobody is the nil UUID: asking for them takes as long as asking for somebody.
        var id = await directory.FindAsync(AddressOf(command) ?? "") ?? Guid.Empty;
        var found = await grains.GetGrain<IUserAccountGrain>(id).GetCredentials();
        if (found.Rejection is { Code: not RejectionCode.NotFound } rejection)
            throw new StoreUnavailableException(rejection.Detail);
        return (found.Value, await passwords.VerifyAsync(command.Password, found.Value?.PasswordHash));
    }

    private async Task<CommandResult<SignedIn>> StartAsync(LogIn command, Credentials user)
    {
        var now = services.Milliseconds();
        var token = RefreshToken.New();
        var session = new StoredSession(
            services.Ids.Next(), user.User.Id, user.User.Version, 0, now, now, now + options.RefreshTokenLifetime, command.Origin);
        await tokens.StartAsync(session, token.Hash);
        try
        {
            await audit.RecordAsync(new(AuditedAction.LoggedIn, "ok", user.User.Id, user.User.Id, null, command.Origin, session.Id.ToString(), null));
        }
        catch (StoreUnavailableException)
        {
            await tokens.RevokeAsync(session.UserId, session.Id);
            throw;
        }

        return new(new SignedIn(user.User, session.Id, 0, now, token.Text, session.ExpiresAt), 0, null);
    }

    /// <summary>Now is the only time when the password is known. Whether this succeeds does not matter to the log-in.</summary>
    private async Task RehashAsync(LogIn command, Credentials user)
    {
        if (!passwords.NeedsRehash(user.PasswordHash))
            return;
        var hash = await passwords.HashAsync(command.Password);
        var context = new CommandContext(new Caller(user.User.Id, [], [], "en", null), null, Guid.Empty, null);
        await grains.GetGrain<IUserAccountGrain>(user.User.Id).Rehash(new NewPasswordHash(context, user.PasswordHash, hash, IsSamePassword: true));
    }

    private static string? AddressOf(LogIn command) => EmailAddress.TryNormalize(command.Email, out var email) ? email : null;
}
