using System.Collections.Immutable;
using Crm.Actors.Grains.Telegram.Outgoing;

namespace Crm.Actors.Silo.Telegram.Sending;

/// <summary>Makes one message of notifications that wait together, so that a burst does not take as many seconds; pure.</summary>
internal static class Folding
{
    /// <summary>Telegram's limit, in UTF-16 code units.</summary>
    public const int LongestText = 4096;

    /// <summary>Telegram's limit for the line that is shown to whoever pressed a button.</summary>
    public const int LongestPressAnswer = 200;

    private const int MostButtons = 20;
    private const int LongestLabel = 64;
    private const string Between = "\n\n";
    private const string Cut = "…";

    /// <summary>How many of the first messages become one: notifications alone, and as many as fit.</summary>
    /// <param name="head">Not empty.</param>
    /// <param name="language">In which they are sent.</param>
    public static int Count(ImmutableArray<OutgoingTelegram> head, BotLanguage language)
    {
        var (count, length, buttons) = (0, 0, 0);
        foreach (var message in head)
        {
            if (message.Kind != OutgoingKind.Notification)
                break;
            length += Numbered(message, count + 1, language).Length + Between.Length;
            buttons += message.Buttons.Length;
            if (count > 0 && (length > LongestText || buttons > MostButtons))
                break;
            count++;
        }

        return Math.Max(1, count);
    }

    /// <summary>The message that these become; several are numbered, and so are their buttons.</summary>
    public static RenderedMessage Render(ImmutableArray<OutgoingTelegram> messages, BotLanguage language)
    {
        if (messages.Length == 1)
            return new(Shorten(messages[0].Text.In(language), LongestText), [.. messages[0].Buttons.Select(button => Button(button, "", language))]);
        var text = string.Join(Between, messages.Select((message, index) => Numbered(message, index + 1, language)));
        var buttons = messages.SelectMany((message, index) => message.Buttons.Select(button => Button(button, $"{index + 1}. ", language)));
        return new(Shorten(text, LongestText), [.. buttons]);
    }

    private static string Numbered(OutgoingTelegram message, int number, BotLanguage language) => $"{number}. {message.Text.In(language)}";

    private static (string Label, string Data) Button(OutgoingButton button, string number, BotLanguage language) =>
        (Shorten(number + button.Label.In(language), LongestLabel), ButtonData.Write(button.Action));

    /// <summary>Cuts a text, never between the two halves of a character.</summary>
    public static string Shorten(string text, int most)
    {
        if (text.Length <= most)
            return text;
        var end = most - Cut.Length;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end), Cut);
    }
}
