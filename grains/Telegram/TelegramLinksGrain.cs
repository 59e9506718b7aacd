using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Telegram;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Grains.Auth;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Users;
using Orleans.Concurrency;

namespace Crm.Actors.Grains.Telegram;

/// <inheritdoc cref="ITelegramLinksGrain"/>
[StatelessWorker, Reentrant]
public sealed class TelegramLinksGrain(
    TelegramConfirmation confirmation, ITelegramCodes codes, ITelegramDirectory directory, KernelServices services, AuditTrail audit)
    : Grain, ITelegramLinksGrain
{
    private static readonly Rejection NoAccount = new(RejectionCode.Forbidden, "Only users who are registered and not disabled have chats.");

    private static readonly Rejection CodesUnavailable =
        new(RejectionCode.Unavailable, "The codes cannot be reached at the moment. Retry later.");

    /// <inheritdoc/>
    public Task<CommandResult<TelegramCode>> IssueCode(Caller caller) => Guard(async () =>
    {
        var account = await User(caller.UserId).GetCredentials();
        if (account.Value is not { User.Disabled: false })
            return Refuse<TelegramCode>(account.Rejection is { Code: not RejectionCode.NotFound } unavailable ? unavailable : NoAccount);
        var (code, now) = (LinkCode.New(), services.Milliseconds());
        var expiresAt = now + ITelegramCodes.Lifetime;
        await codes.IssueAsync(new IssuedCode(LinkCode.HashOf(code), caller.UserId, expiresAt), now);
        return new(new TelegramCode(code, expiresAt), 0, null);
    });

    /// <inheritdoc/>
    public Task<CommandResult<TelegramLink>> Confirm(ConfirmTelegram command) => Guard(async () =>
    {
        var (result, userId) = await confirmation.ConfirmAsync(command);
        await audit.AfterAsync(AuditedAction.TelegramLinked, command.Context.Caller, userId, command.Origin, result.Rejection);
        return result;
    });

    /// <inheritdoc/>
    public Task<CommandResult<TelegramLink>> Get(Caller caller) => User(caller.UserId).GetTelegram();

    /// <inheritdoc/>
    public Task<CommandResult<TelegramUnlinked>> Unlink(UnlinkTelegram command) => Guard(async () =>
    {
        var caller = command.Context.Caller;
        await codes.VoidAsync(caller.UserId);
        var result = await User(caller.UserId).UnlinkTelegram(command);
        await audit.AfterAsync(AuditedAction.TelegramUnlinked, caller, caller.UserId, command.Origin, result.Rejection);
        return new CommandResult<TelegramUnlinked>(result.Rejection is null ? new() : null, result.Position, result.Rejection);
    });

    /// <inheritdoc/>
    public Task<CommandResult<UserView>> FindUser(long chatId) => Guard(async () =>
    {
        if (await directory.FindAsync(chatId) is not { } id)
            return Refuse<UserView>(Rejections.NotFound);
        var account = await User(id).GetCredentials();
        return account.Value is { User.Disabled: false } user
            ? new(user.User, account.Position, null)
            : Refuse<UserView>(account.Rejection ?? Rejections.NotFound);
    });

    private IUserAccountGrain User(Guid id) => GrainFactory.GetGrain<IUserAccountGrain>(id);

    private static CommandResult<T> Refuse<T>(Rejection rejection)
        where T : class => new(null, 0, rejection);

    private static async Task<CommandResult<T>> Guard<T>(Func<Task<CommandResult<T>>> answer)
        where T : class
    {
        try
        {
            return await answer();
        }
        catch (StoreUnavailableException)
        {
            return new(null, 0, Rejections.Unavailable);
        }
        catch (SessionsUnavailableException)
        {
            return new(null, 0, CodesUnavailable);
        }
    }
}
