using System.Security.Cryptography;
using System.Text;
using Crm.Actors.Contracts.Telegram;
using Crm.Actors.Gateway.Configuration;

namespace Crm.Actors.Gateway.Telegram.Webhook;

/// <summary>What Telegram shows in <c>X-Telegram-Bot-Api-Secret-Token</c> (https://core.telegram.org/bots/api#setwebhook); only its hash is kept.</summary>
internal sealed class WebhookSecret
{
    public const string Header = "X-Telegram-Bot-Api-Secret-Token";

    private readonly byte[]? _hash;

    private WebhookSecret(byte[]? hash) => _hash = hash;

    /// <summary>Of a gateway without a bot: nothing is right.</summary>
    public static WebhookSecret None { get; } = new(null);

    /// <summary>Whether there is a webhook at all.</summary>
    public bool IsThere => _hash is not null;

    public static WebhookSecret Of(string secret) => new(Hash(secret));

    /// <exception cref="ConfigurationException">It is one that Telegram does not take, or too short.</exception>
    public static WebhookSecret Read(EnvironmentVariables environment)
    {
        if (environment.Optional(TelegramWebhookSecret.Variable, "") is not { Length: > 0 } secret) return None;
        return TelegramWebhookSecret.IsUsable(secret)
            ? Of(secret)
            : throw new ConfigurationException(TelegramWebhookSecret.Variable, TelegramWebhookSecret.Rule);
    }

    /// <summary>Whether a request shows it, once. Takes the same time however much of it is right.</summary>
    public bool IsShownBy(HttpRequest request) =>
        _hash is not null && request.Headers[Header] is [{ } shown] && CryptographicOperations.FixedTimeEquals(Hash(shown), _hash);

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
