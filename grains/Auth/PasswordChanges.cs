using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Contracts.Users.Events;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Users;

namespace Crm.Actors.Grains.Auth;

/// <summary>Verifies the current password and hashes the new one, both off the grain's turn, before the user's grain decides.</summary>
public sealed class PasswordChanges(PasswordWork work, AttemptGuard attempts)
{
    public static Rejection OnlyOneself { get; } = new(RejectionCode.Forbidden, "A password is changed by whom it belongs to.");

    /// <param name="id">The user.</param>
    /// <param name="read">The user's durable state.</param>
    /// <param name="store">Where keys are found.</param>
    /// <param name="command">What is asked for.</param>
    /// <param name="execute">Decides and commits.</param>
    /// <exception cref="StoreUnavailableException">The database does not answer.</exception>
    public async Task<CommandResult<UserView>> ChangeAsync(
        Guid id,
        Func<ValueTask<Stored<UserState>>> read,
        IEventStore<UserState, UserEvent> store,
        ChangePassword command,
        Func<NewPasswordHash, Task<CommandResult<UserView>>> execute)
    {
        // Hashes of requests are kept and quick to guess from, so no password may be in one: a key stands for "the password was changed".
        var context = command.Context with { RequestHash = id };
        if (await IsRepeatedAsync(store, context, id))
            return await execute(new NewPasswordHash(context, "", "", IsSamePassword: false));
        if ((await read()).State is not { } state)
            return Refuse(Rejections.NotFound);
        var checks = new UserChecks();
        checks.Password("#/newPassword", command.NewPassword, state.View.Email);
        if (checks.Rejection is { } invalid)
            return Refuse(invalid);
        try
        {
            var source = AttemptSource.Of(state.View.Email, command.Origin);
            if (await attempts.BeginAsync(source, AuditedAction.PasswordChanged, id, command.Origin) is { } tooSoon)
                return Refuse(tooSoon);
            if (!await attempts.TryAsync(source, () => work.VerifyAsync(command.CurrentPassword, state.PasswordHash)))
                return Refuse(Rejections.Invalid("#/currentPassword", "Is not the current password."));
            await attempts.SucceedAsync(source);
            var hash = await work.HashAsync(command.NewPassword);
            return await execute(new NewPasswordHash(context, state.PasswordHash, hash, IsSamePassword: false));
        }
        catch (PasswordsBusyException)
        {
            return Refuse(AuthRejections.Busy);
        }
        catch (SessionsUnavailableException)
        {
            return Refuse(AuthRejections.SessionsUnavailable);
        }
    }

    private static async Task<bool> IsRepeatedAsync(IEventStore<UserState, UserEvent> store, CommandContext context, Guid id) =>
        context.IdempotencyKey is { } key
        && !(await store.FindKeysAsync([new CommandKey(context.Caller.UserId, key, context.RequestHash, id, 0)])).IsEmpty;

    private static CommandResult<UserView> Refuse(Rejection rejection) => new(null, 0, rejection);
}
