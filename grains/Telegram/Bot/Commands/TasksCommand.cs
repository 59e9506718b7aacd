using System.Collections.Immutable;
using System.Globalization;
using Crm.Actors.Grains.Telegram.Bot.Texts;
using Crm.Actors.Grains.Telegram.Outgoing;

namespace Crm.Actors.Grains.Telegram.Bot.Commands;

/// <summary>Lists the user's open tasks.</summary>
public sealed class TasksCommand(ITaskCommands tasks) : IBotCommand
{
    private const int LongestLabel = 40;

    /// <inheritdoc/>
    public string Name => "tasks";

    /// <inheritdoc/>
    public bool NeedsUser => true;

    /// <inheritdoc/>
    public async Task RunAsync(BotTurn turn, string arguments)
    {
        var list = await tasks.ListAsync(turn.Caller, ChatState.MaxListed).DecidedAsync();
        ImmutableArray<BotTask> items = list.Value?.Items ?? [];
        turn.State.ListedTasks = [.. items.Select(static task => new ListedTask { Id = task.Id, Version = task.Version })];
        if (items.IsEmpty)
        {
            turn.Say(BotText.NoTasks);
            return;
        }

        var lines = items.Select((task, index) => Line(turn, task, index + 1)).ToList();
        turn.Reply(
            BotTexts.Get(BotText.Tasks, new LocalText(string.Join('\n', lines.Select(static line => line.En)), string.Join('\n', lines.Select(static line => line.Ru)))),
            items.Select(static task => new OutgoingButton(BotTexts.Get(BotText.FinishButton, Shorten(task.Title)), ButtonAction.FinishTask(task.Id, task.Version))));
    }

    private static LocalText Line(BotTurn turn, BotTask task, int number)
    {
        var title = string.Create(CultureInfo.InvariantCulture, $"{number}. {task.Title}");
        if (task.DueAt is not { } due)
            return LocalText.Same(title);
        var until = BotTexts.Get(BotText.DueAt, LocalTimes.Write(due, turn.Zone));
        return new($"{title}, {until.En}", $"{title}, {until.Ru}");
    }

    private static string Shorten(string text) => text.Length <= LongestLabel ? text : $"{text[..(LongestLabel - 1)]}…";
}
