namespace Crm.Actors.Contracts.Telegram;

/// <summary>
/// What Telegram shows at the webhook (https://core.telegram.org/bots/api#setwebhook). Silos tell it to Telegram and gateways look for it, so both read it
/// by this rule.
/// </summary>
public static class TelegramWebhookSecret
{
    /// <summary>The environment variable.</summary>
    public const string Variable = "TELEGRAM_WEBHOOK_SECRET";

    private const int Shortest = 16;
    private const int Longest = 256;

    /// <summary>What is wrong with any other, as the rest of a sentence that begins with the variable.</summary>
    public static string Rule { get; } = $"must have {Shortest} to {Longest} letters, digits, '_' and '-'";

    /// <summary>Whether it is one that Telegram takes, and not too short.</summary>
    public static bool IsUsable(string secret) =>
        secret.Length is >= Shortest and <= Longest && secret.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
}
