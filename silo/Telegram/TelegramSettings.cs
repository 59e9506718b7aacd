using System.Globalization;
using Crm.Actors.Contracts.Telegram;
using Crm.Actors.Grains.Calendars;
using Crm.Actors.Persistence.Configuration;
using Crm.Actors.RateLimits.Redis;
using Crm.Actors.Silo.Sessions;
using Crm.Actors.Silo.Telegram.Sending;
using NodaTime;

namespace Crm.Actors.Silo.Telegram;

/// <summary>What a silo is told about the bot; see <c>env.example</c>.</summary>
internal sealed record TelegramSettings
{
    private const string TokenVariable = "TELEGRAM_BOT_TOKEN";
    private const string UrlVariable = "TELEGRAM_API_URL";
    private const string WebhookVariable = "TELEGRAM_WEBHOOK_URL";
    private const string ZoneVariable = "TELEGRAM_TIME_ZONE";

    /// <summary>The bot's token; null for no bot. It is a secret.</summary>
    public required string? Token { get; init; }

    /// <summary>Where the Bot API is; null for Telegram's own.</summary>
    public required string? ApiUrl { get; init; }

    /// <summary>Where Telegram reaches the gateway; null when somebody else tells Telegram.</summary>
    public required string? WebhookUrl { get; init; }

    /// <summary>What Telegram shows at the webhook. It is a secret.</summary>
    public required string? WebhookSecret { get; init; }

    /// <summary>Where words such as "tomorrow" are, in chats that have not said otherwise.</summary>
    public required DateTimeZone TimeZone { get; init; }

    public required SendingOptions Sending { get; init; }

    /// <summary>Where silos count together; null for each in its memory.</summary>
    public required RedisAddress? Redis { get; init; }

    /// <exception cref="ConfigurationException">A variable is unusable.</exception>
    public static TelegramSettings Read(EnvironmentVariables environment) => new()
    {
        Token = ReadToken(environment),
        ApiUrl = ReadUrl(environment, UrlVariable),
        WebhookUrl = ReadWebhook(environment),
        WebhookSecret = ReadSecret(environment),
        TimeZone = ReadZone(environment),
        Sending = new SendingOptions { AtOnce = environment.GetInt32("TELEGRAM_SENDS_AT_ONCE", new SendingOptions().AtOnce, 1, 30) },
        Redis = RedisUrl.Read(environment, "REDIS_URL"),
    };

    /// <summary>Without the secrets.</summary>
    public override string ToString() => Token is null ? "no bot" : $"a bot at {ApiUrl ?? "Telegram"}";

    private static string? ReadToken(EnvironmentVariables environment)
    {
        if (environment.Find(TokenVariable) is not { } token)
            return null;
        return token.Split(':') is [{ Length: >= 1 and <= 16 } id, { Length: > 0 }] && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? token
            : throw new ConfigurationException(TokenVariable, "is no token as Telegram's BotFather gives them: digits, a colon, and more");
    }

    private static string? ReadWebhook(EnvironmentVariables environment)
    {
        var url = ReadUrl(environment, WebhookVariable);
        return url is null || environment.Find(TelegramWebhookSecret.Variable) is not null
            ? url
            : throw new ConfigurationException(TelegramWebhookSecret.Variable, $"is not set, but {WebhookVariable} is");
    }

    private static string? ReadSecret(EnvironmentVariables environment)
    {
        if (environment.Find(TelegramWebhookSecret.Variable) is not { } secret)
            return null;
        return TelegramWebhookSecret.IsUsable(secret)
            ? secret
            : throw new ConfigurationException(TelegramWebhookSecret.Variable, TelegramWebhookSecret.Rule);
    }

    private static string? ReadUrl(EnvironmentVariables environment, string name)
    {
        if (environment.Find(name) is not { } text)
            return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? text
            : throw new ConfigurationException(name, "is not a URL that begins with http:// or https://");
    }

    private static DateTimeZone ReadZone(EnvironmentVariables environment)
    {
        if (environment.Find(ZoneVariable) is not { } id)
            return DateTimeZone.Utc;
        return TimeZones.TryFind(id, out var zone)
            ? zone
            : throw new ConfigurationException(ZoneVariable, "is no time zone of the IANA database, such as Europe/Berlin");
    }
}
