using Crm.Actors.Grains.Telegram.Bot.Texts;

namespace Crm.Actors.Grains.Telegram.Bot.Commands;

/// <summary>Ends the dialogue that is under way.</summary>
public sealed class CancelCommand : IBotCommand
{
    /// <inheritdoc/>
    public string Name => "cancel";

    /// <inheritdoc/>
    public bool NeedsUser => false;

    /// <inheritdoc/>
    public Task RunAsync(BotTurn turn, string arguments)
    {
        turn.Say(turn.State.Dialogue is null ? BotText.NothingToCancel : BotText.Cancelled);
        turn.End();
        return Task.CompletedTask;
    }
}
