using Crm.Actors.Grains.Telegram.Bot.Texts;
using Crm.Actors.Grains.Telegram.Outgoing;

namespace Crm.Actors.Grains.Telegram.Bot;

/// <summary>Asks the questions of dialogues.</summary>
public static class DialogueButtons
{
    /// <summary>The answer of the button that ends a dialogue.</summary>
    public const string Cancel = "cancel";

    /// <summary>Asks a question: the buttons of the one before do nothing from now on.</summary>
    /// <param name="turn">Of a chat with a dialogue.</param>
    /// <param name="step">What the dialogue waits for now.</param>
    /// <param name="question">The question.</param>
    /// <param name="choices">Labels with the answers that their buttons give.</param>
    public static void Ask(this BotTurn turn, string step, LocalText question, params ReadOnlySpan<(LocalText Label, string Answer)> choices)
    {
        turn.State.Dialogue!.Step = step;
        var version = ++turn.State.DialogueVersion;
        var buttons = new List<OutgoingButton>();
        foreach (var (label, answer) in choices)
            buttons.Add(new OutgoingButton(label, ButtonAction.Answer(version, answer)));
        buttons.Add(new OutgoingButton(BotTexts.Get(BotText.Cancel), ButtonAction.Answer(version, Cancel)));
        turn.Reply(question, buttons);
    }

    /// <summary>Begins a dialogue; another one that was under way is forgotten.</summary>
    public static void Begin(this BotTurn turn, string kind, TimeSpan lifetime) =>
        turn.State.Dialogue = new DialogueState { Kind = kind, ExpiresAt = turn.Now + lifetime };

    /// <summary>Ends the dialogue.</summary>
    public static void End(this BotTurn turn) => turn.State.Dialogue = null;
}
