using Crm.Actors.Grains.Telegram.Bot.Dialogues;

namespace Crm.Actors.Grains.Telegram.Bot.Commands;

/// <summary>Begins the dialogue that creates a task.</summary>
public sealed class TaskCommand(NewTaskDialogue dialogue) : IBotCommand
{
    /// <inheritdoc/>
    public string Name => "task";

    /// <inheritdoc/>
    public bool NeedsUser => true;

    /// <inheritdoc/>
    public Task RunAsync(BotTurn turn, string arguments) => dialogue.BeginAsync(turn, arguments);
}
