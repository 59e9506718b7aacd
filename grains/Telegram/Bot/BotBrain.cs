using System.Collections.Frozen;
using Crm.Actors.Grains.Telegram.Bot.Texts;
using Crm.Actors.Grains.Telegram.Outgoing;

namespace Crm.Actors.Grains.Telegram.Bot;

/// <summary>Finds what an update is about: a press, a command, or an answer in a dialogue.</summary>
public sealed class BotBrain(IEnumerable<IBotCommand> commands, IEnumerable<IBotDialogue> dialogues, ButtonPresses presses)
{
    private static readonly char[] Spaces = [' ', '\n'];

    private readonly FrozenDictionary<string, IBotCommand> _commands = commands.ToFrozenDictionary(static command => command.Name, StringComparer.OrdinalIgnoreCase);
    private readonly FrozenDictionary<string, IBotDialogue> _dialogues = dialogues.ToFrozenDictionary(static dialogue => dialogue.Kind, StringComparer.Ordinal);

    /// <exception cref="BotAwayException">Something that it needs does not answer now.</exception>
    public Task AnswerAsync(BotTurn turn)
    {
        if (turn.State.Dialogue is { } dialogue && dialogue.ExpiresAt <= turn.Now)
            turn.State.Dialogue = null;
        if (turn.Update.PressData is { } data)
            return PressAsync(turn, data);
        var text = turn.Update.Text?.Trim() ?? "";
        return text.StartsWith('/') ? CommandAsync(turn, text[1..]) : TextAsync(turn, text);
    }

    private Task PressAsync(BotTurn turn, string data)
    {
        if (turn.User is null)
            return SayAsync(turn, turn.WhyNobody, isFlash: true);
        if (ButtonData.Read(data) is not { } action)
            return SayAsync(turn, BotText.OldButton, isFlash: true);
        if (action.Kind != ButtonKind.Answer)
            return presses.PressAsync(turn, action);
        if (turn.State.Dialogue is not { } dialogue || action.Version != turn.State.DialogueVersion || !_dialogues.TryGetValue(dialogue.Kind, out var known))
            return SayAsync(turn, BotText.DialogueOver, isFlash: true);
        return action.Value == DialogueButtons.Cancel ? CancelAsync(turn) : AnswerAsync(turn, known, action.Value);
    }

    private static async Task AnswerAsync(BotTurn turn, IBotDialogue dialogue, string value)
    {
        await dialogue.AnswerAsync(turn, value);
        // Ends the little clock at the button.
        if (!turn.Answers.Any(static answer => answer.Kind == OutgoingKind.PressAnswer))
            turn.Flash(BotText.Ok);
    }

    private Task CommandAsync(BotTurn turn, string text)
    {
        var parts = text.Split(Spaces, 2, StringSplitOptions.TrimEntries);
        // In groups commands may be addressed: /deals@our_bot.
        var name = parts[0].Split('@')[0];
        if (!_commands.TryGetValue(name, out var command))
            return SayAsync(turn, BotText.Unknown);
        return command.NeedsUser && turn.User is null
            ? SayAsync(turn, turn.WhyNobody)
            : command.RunAsync(turn, parts.Length == 2 ? parts[1] : "");
    }

    private Task TextAsync(BotTurn turn, string text)
    {
        // What people say to each other in a group is nothing to answer.
        if (turn.State.Dialogue is not { } dialogue || !_dialogues.TryGetValue(dialogue.Kind, out var known))
            return turn.Update.IsInGroup ? Task.CompletedTask : SayAsync(turn, turn.User is null ? turn.WhyNobody : BotText.Unknown);
        if (turn.User is null)
            return turn.Update.IsInGroup ? Task.CompletedTask : SayAsync(turn, turn.WhyNobody);
        return text.Length == 0 ? SayAsync(turn, BotText.Unknown) : known.AnswerAsync(turn, text);
    }

    private static Task CancelAsync(BotTurn turn)
    {
        turn.State.Dialogue = null;
        turn.Flash(BotText.Cancelled);
        turn.Show(BotTexts.Get(BotText.Cancelled), []);
        return Task.CompletedTask;
    }

    private static Task SayAsync(BotTurn turn, BotText text, bool isFlash = false)
    {
        if (isFlash)
            turn.Flash(text);
        else
            turn.Say(text);
        return Task.CompletedTask;
    }
}
