using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Contracts.Telegram;
using Crm.Actors.Grains.Telegram.Bot.Texts;

namespace Crm.Actors.Grains.Telegram.Bot.Commands;

/// <summary>Links the chat with the account that a code was made for.</summary>
public sealed class StartCommand(IGrainFactory grains) : IBotCommand
{
    /// <inheritdoc/>
    public string Name => "start";

    /// <inheritdoc/>
    public bool NeedsUser => false;

    /// <inheritdoc/>
    public async Task RunAsync(BotTurn turn, string arguments)
    {
        if (arguments.Length == 0)
        {
            turn.Say(turn.User is null ? turn.WhyNobody : BotText.Help);
            return;
        }

        var (chat, update) = (turn.Update.ChatId, turn.Update.UpdateId);
        var context = new CommandContext(BotCallers.Bot, $"start-{update}", BotIds.Of($"start {chat} {arguments}"), null);
        var command = new ConfirmTelegram(context, Origin.System, arguments, chat, turn.Update.Username) { GuesserId = BotIds.OfChat(chat) };
        var result = await grains.GetGrain<ITelegramLinksGrain>(0).Confirm(command).DecidedAsync();
        switch (result.Rejection)
        {
            case null:
                turn.State.LinkedBy = turn.Update.SenderId;
                turn.Say(BotText.Linked);
                break;
            case { Code: RejectionCode.TooManyAttempts } limited:
                turn.Say(BotText.TooManyCodes, limited.RetryAfterSeconds ?? 60);
                break;
            case { Code: RejectionCode.Taken }:
                turn.Say(BotText.ChatTaken);
                break;
            default:
                turn.Say(BotText.WrongCode);
                break;
        }
    }
}
