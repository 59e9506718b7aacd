using System.Globalization;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Telegram;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Grains.Telegram.Bot.Texts;
using Crm.Actors.Grains.Telegram.Outgoing;
using NodaTime;

namespace Crm.Actors.Grains.Telegram.Bot;

/// <summary>Work on one update: who asks, what is known of the chat, and what is to be answered. Done again, it has the same ids and keys.</summary>
public sealed class BotTurn(TelegramUpdate update, UserView? user, ChatState state, DateTimeZone zone, DateTimeOffset now)
{
    private readonly List<OutgoingTelegram> _answers = [];
    private int _commands;

    public TelegramUpdate Update { get; } = update;

    /// <summary>The user as whom the sender acts: whose chat it is. Null when it is nobody's, or in a group that somebody else has linked.</summary>
    public UserView? User { get; } = state.IsOfLinker(update) ? user : null;

    /// <summary>What is told to a sender who acts as nobody.</summary>
    public BotText WhyNobody { get; } = user is null ? BotText.NotLinked : BotText.OfSomebodyElse;

    /// <summary>Changes are kept when the turn ends well.</summary>
    public ChatState State { get; } = state;

    /// <summary>Where words such as "tomorrow" are.</summary>
    public DateTimeZone Zone { get; } = zone;

    /// <summary>UTC.</summary>
    public DateTimeOffset Now { get; } = now;

    /// <summary>The linked user as grains see them.</summary>
    /// <exception cref="InvalidOperationException">The chat is nobody's.</exception>
    public Caller Caller => BotCallers.Of(User ?? throw new InvalidOperationException("The chat is nobody's."), State.Language);

    public IReadOnlyList<OutgoingTelegram> Answers => _answers;

    /// <summary>The next command of the turn, under a key that it has also when the turn is done again.</summary>
    /// <param name="ifMatch">The version that the object must have; null for any.</param>
    public CommandContext Command(long? ifMatch = null)
    {
        // Without the chat, which is personal data: Telegram numbers the updates of a bot.
        var key = string.Create(CultureInfo.InvariantCulture, $"telegram-{Update.UpdateId}-{++_commands}");
        return new CommandContext(Caller, key, BotIds.Of($"command {key}"), ifMatch);
    }

    /// <summary>The id of an object that the last command creates.</summary>
    public Guid NewId(string kind) => BotIds.Of(string.Create(CultureInfo.InvariantCulture, $"{kind} {Caller.UserId} {Update.UpdateId} {_commands}"));

    /// <summary>Answers with a text of the resources.</summary>
    public void Say(BotText text, params ReadOnlySpan<object> values) => Reply(BotTexts.Get(text, values), []);

    /// <summary>Answers with a message of its own.</summary>
    public void Reply(LocalText text, IEnumerable<OutgoingButton> buttons) => Add(OutgoingKind.Reply, text, buttons);

    /// <summary>Changes the message whose button was pressed; for a text, answers with a new one.</summary>
    public void Show(LocalText text, IEnumerable<OutgoingButton> buttons) =>
        Add(Update.MessageId is null ? OutgoingKind.Reply : OutgoingKind.Edit, text, buttons);

    /// <summary>Shows a line to whoever pressed the button; for a text, does nothing.</summary>
    public void Flash(BotText text, params ReadOnlySpan<object> values)
    {
        if (Update.PressId is not null)
            Add(OutgoingKind.PressAnswer, BotTexts.Get(text, values), []);
    }

    /// <summary>Says that the update could not be worked on. That is no answer to it: those come when it is replayed, under ids of their own.</summary>
    public void SayDefect() => Add("defect", OutgoingKind.Reply, BotTexts.Get(BotText.Defect), []);

    private void Add(OutgoingKind kind, LocalText text, IEnumerable<OutgoingButton> buttons) => Add("answer", kind, text, buttons);

    private void Add(string name, OutgoingKind kind, LocalText text, IEnumerable<OutgoingButton> buttons) => _answers.Add(new OutgoingTelegram
    {
        Id = BotIds.Of(string.Create(CultureInfo.InvariantCulture, $"{name} {Update.ChatId} {Update.UpdateId} {_answers.Count}")),
        Kind = kind,
        ChatId = Update.ChatId,
        Text = text,
        Buttons = [.. buttons.Take(OutgoingTelegram.MaxButtons)],
        MessageId = kind == OutgoingKind.Edit ? Update.MessageId : null,
        PressId = kind == OutgoingKind.PressAnswer ? Update.PressId : null,
    });
}
