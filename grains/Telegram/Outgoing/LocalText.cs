namespace Crm.Actors.Grains.Telegram.Outgoing;

/// <summary>A text in each language of the bot.</summary>
/// <param name="En">English.</param>
/// <param name="Ru">Russian.</param>
[GenerateSerializer, Immutable, Alias("crm.LocalText")]
public sealed record LocalText([property: Id(0)] string En, [property: Id(1)] string Ru)
{
    /// <summary>What is the same in all languages, such as a name.</summary>
    public static LocalText Same(string text) => new(text, text);

    public string In(BotLanguage language) => language == BotLanguage.Russian ? Ru : En;
}
