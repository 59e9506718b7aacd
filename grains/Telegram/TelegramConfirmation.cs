using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Telegram;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Contracts.Users.Events;
using Crm.Actors.Grains.Auth;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Users;

namespace Crm.Actors.Grains.Telegram;

/// <summary>Uses up codes and links chats.</summary>
public sealed class TelegramConfirmation(
    IGrainFactory grains, IEventStore<UserState, UserEvent> store, ITelegramCodes codes, ITelegramDirectory directory, KernelServices services)
{
    private static readonly Rejection WrongCode = Rejections.Invalid("#/code", "Is not a code that is good now.");

    private static readonly Rejection ChatTaken = new(RejectionCode.Taken, "The chat is linked to another user.")
    {
        Errors = [new FieldError("#/chatId", "Is in use.")],
    };

    /// <exception cref="StoreUnavailableException">The database does not answer.</exception>
    /// <exception cref="SessionsUnavailableException">The store of codes does not answer.</exception>
    public async Task<(CommandResult<TelegramLink> Result, Guid? UserId)> ConfirmAsync(ConfirmTelegram command)
    {
        if (UserAccess.RefuseAdministration(command.Context.Caller) is { } refusal)
            return (Refuse(refusal), null);
        if (TelegramRules.Check(command) is { } invalid)
            return (Refuse(invalid), null);
        // The code of a repeated command is used up: it is answered by its key.
        if (await FindRepeatedAsync(command.Context) is { } user)
            return (await LinkAsync(user, command), user);
        var now = services.Milliseconds();
        var taken = await codes.TakeAsync(new CodeGuess(LinkCode.HashOf(command.Code), command.GuesserId ?? command.Context.Caller.UserId, now));
        return taken.Outcome switch
        {
            TakeOutcome.Taken => (await UseAsync(taken.Code!, command, now), taken.Code!.UserId),
            TakeOutcome.Limited => (Refuse(TooMany(taken.Wait)), null),
            _ => (Refuse(WrongCode), null),
        };
    }

    private async Task<CommandResult<TelegramLink>> UseAsync(IssuedCode code, ConfirmTelegram command, DateTimeOffset now)
    {
        var isUsed = false;
        try
        {
            if (await IsOthersAsync(command.ChatId, code.UserId))
                return Refuse(ChatTaken);
            var result = await LinkAsync(code.UserId, command);
            // The chat came to be another user's at the same time: the database had the last word.
            if (result.Rejection is { Code: RejectionCode.Invalid } && await IsOthersAsync(command.ChatId, code.UserId))
                return Refuse(ChatTaken);
            isUsed = result.Rejection is null or { Code: RejectionCode.NotFound };
            return result.Rejection is { Code: RejectionCode.NotFound } ? Refuse(WrongCode) : result;
        }
        finally
        {
            if (!isUsed)
                await codes.ReturnAsync(code, now);
        }
    }

    private async Task<CommandResult<TelegramLink>> LinkAsync(Guid userId, ConfirmTelegram command)
    {
        var user = grains.GetGrain<IUserAccountGrain>(userId);
        var result = await user.LinkTelegram(new LinkTelegram(command.Context, command.ChatId, command.Username));
        return result.Value is { } view
            ? new(new TelegramLink(view.Id, command.ChatId, command.Username, await LinkedAtAsync(user, command.ChatId, view)), result.Position, null)
            : Refuse(result.Rejection!);
    }

    /// <summary>As the row has it; where that is another link by now, when this one was made.</summary>
    private static async Task<DateTimeOffset> LinkedAtAsync(IUserAccountGrain user, long chatId, UserView linked) =>
        (await user.GetTelegram()).Value is { } link && link.ChatId == chatId ? link.LinkedAt : linked.UpdatedAt;

    private async Task<bool> IsOthersAsync(long chatId, Guid userId) => await directory.FindAsync(chatId) is { } owner && owner != userId;

    private async Task<Guid?> FindRepeatedAsync(CommandContext context)
    {
        if (context.IdempotencyKey is not { } key)
            return null;
        var found = await store.FindKeysAsync([new CommandKey(context.Caller.UserId, key, context.RequestHash, Guid.Empty, 0)]);
        return found.IsEmpty || found[0].RequestHash != context.RequestHash ? null : found[0].AggregateId;
    }

    private static Rejection TooMany(TimeSpan wait) =>
        new(RejectionCode.TooManyAttempts, "There were too many wrong codes. Try again later.") { RetryAfterSeconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)) };

    private static CommandResult<TelegramLink> Refuse(Rejection rejection) => new(null, 0, rejection);
}
