using System.Globalization;
using Crm.Actors.Contracts;
using Crm.Actors.Grains.Telegram.Bot.Texts;

namespace Crm.Actors.Grains.Telegram.Bot.Commands;

/// <summary>Marks a task of the last list as done, if it is still as the list had it.</summary>
public sealed class DoneCommand(ITaskCommands tasks) : IBotCommand
{
    /// <inheritdoc/>
    public string Name => "done";

    /// <inheritdoc/>
    public bool NeedsUser => true;

    /// <inheritdoc/>
    public async Task RunAsync(BotTurn turn, string arguments)
    {
        var listed = turn.State.ListedTasks;
        if (!int.TryParse(arguments, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 || number > listed.Count)
        {
            turn.Say(BotText.DoneUsage);
            return;
        }

        var (id, version) = (listed[number - 1].Id, listed[number - 1].Version);
        var result = await tasks.FinishAsync(turn.Command(version), id).DecidedAsync();
        if (result.Value is { } task)
            turn.Say(BotText.TaskDone, task.Title);
        else if (result.Rejection!.Code is RejectionCode.VersionMismatch or RejectionCode.MergeConflict)
            turn.Say(BotText.TaskChanged);
        else if (result.Rejection.Code == RejectionCode.NotFound)
            turn.Say(BotText.NoSuchTask);
        else
            turn.Say(BotText.Refused, result.Rejection.Detail);
    }
}
