namespace Crm.Actors.Grains.Telegram.Outgoing;

/// <summary>The languages that the bot speaks.</summary>
[GenerateSerializer, Alias("crm.BotLanguage")]
public enum BotLanguage
{
    English = 0,
    Russian = 1,
}

/// <summary>Which language a person is spoken to in.</summary>
public static class BotLanguages
{
    /// <summary>That of a BCP 47 tag such as <c>ru-RU</c>; English for those that the bot does not speak, and for none.</summary>
    public static BotLanguage Of(string? tag) =>
        tag is not null && (tag.Equals("ru", StringComparison.OrdinalIgnoreCase) || tag.StartsWith("ru-", StringComparison.OrdinalIgnoreCase))
            ? BotLanguage.Russian
            : BotLanguage.English;

    /// <summary>Its BCP 47 tag.</summary>
    public static string Tag(this BotLanguage language) => language == BotLanguage.Russian ? "ru" : "en";
}
