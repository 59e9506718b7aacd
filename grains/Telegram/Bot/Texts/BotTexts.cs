using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Crm.Actors.Grains.Telegram.Outgoing;

namespace Crm.Actors.Grains.Telegram.Bot.Texts;

/// <summary>
/// Reads texts from the resource files, one a language. They are no satellite assemblies: where globalization is invariant, .NET knows no cultures
/// to look those up by.
/// </summary>
public static class BotTexts
{
    private static readonly ImmutableDictionary<BotText, CompositeFormat> English = Read("bot-texts-en.json");
    private static readonly ImmutableDictionary<BotText, CompositeFormat> Russian = Read("bot-texts-ru.json");

    /// <summary>A text with its values put in.</summary>
    /// <param name="text">Which.</param>
    /// <param name="values">For <c>{0}</c> and so on; a <see cref="LocalText"/> is put in in each language.</param>
    public static LocalText Get(BotText text, params ReadOnlySpan<object> values) =>
        new(Fill(English[text], values, BotLanguage.English), Fill(Russian[text], values, BotLanguage.Russian));

    private static string Fill(CompositeFormat text, ReadOnlySpan<object> values, BotLanguage language)
    {
        if (values.IsEmpty)
            return text.Format;
        var inLanguage = new object[values.Length];
        for (var i = 0; i < values.Length; i++)
            inLanguage[i] = values[i] is LocalText local ? local.In(language) : values[i];
        return string.Format(CultureInfo.InvariantCulture, text, inLanguage);
    }

    private static ImmutableDictionary<BotText, CompositeFormat> Read(string file)
    {
        using var stream = typeof(BotTexts).Assembly.GetManifestResourceStream(file) ?? throw new InvalidOperationException($"{file} is not in the program.");
        var texts = JsonSerializer.Deserialize<Dictionary<string, string>>(stream) ?? [];
        return texts.ToImmutableDictionary(static text => Enum.Parse<BotText>(text.Key), static text => CompositeFormat.Parse(text.Value));
    }
}
