using Crm.Actors.Grains.Telegram.Bot.Dialogues;
using Crm.Actors.Grains.Telegram.Bot.Texts;

namespace Crm.Actors.Grains.Telegram.Bot.Commands;

/// <summary>Begins the dialogue that creates a task.</summary>
public sealed class TaskCommand(NewTaskDialogue dialogue, ITaskCommands tasks) : IBotCommand
{
    /// <inheritdoc/>
    public string Name => "task";

    /// <inheritdoc/>
    public bool NeedsUser => true;

    /// <inheritdoc/>
    public Task RunAsync(BotTurn turn, string arguments)
    {
        if (tasks.AreThere)
            return dialogue.BeginAsync(turn, arguments);
        turn.Say(BotText.NoTasksHere);
        return Task.CompletedTask;
    }
}
