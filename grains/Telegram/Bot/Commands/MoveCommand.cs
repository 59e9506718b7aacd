using Crm.Actors.Grains.Telegram.Bot.Dialogues;

namespace Crm.Actors.Grains.Telegram.Bot.Commands;

/// <summary>Begins the dialogue that moves a deal.</summary>
public sealed class MoveCommand(MoveDealDialogue dialogue) : IBotCommand
{
    /// <inheritdoc/>
    public string Name => "move";

    /// <inheritdoc/>
    public bool NeedsUser => true;

    /// <inheritdoc/>
    public Task RunAsync(BotTurn turn, string arguments) => dialogue.BeginAsync(turn, arguments);
}
