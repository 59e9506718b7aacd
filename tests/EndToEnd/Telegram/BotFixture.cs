using Crm.Actors.FakeTelegram;
using Crm.Actors.TestKit.Running;
using Xunit;

namespace Crm.Actors.EndToEndTests.Telegram;

/// <summary>The whole system with a bot, in front of a fake Telegram that posts every update twice.</summary>
public sealed class BotFixture : IAsyncLifetime
{
    private const string Secret = "the-secret-of-the-webhook";

    private CrmSystem? _system;
    private FakeTelegramServer? _telegram;

    public CrmSystem System => _system ?? throw new InvalidOperationException("The fixture is not started.");

    public FakeTelegramServer Telegram => _telegram ?? throw new InvalidOperationException("The fixture is not started.");

    public async ValueTask InitializeAsync()
    {
        _telegram = await FakeTelegramServer.StartAsync();
        _system = await StartSystemAsync(_telegram, withBroker: true);
    }

    /// <summary>A system of two silos whose bot is in that Telegram.</summary>
    public static async Task<CrmSystem> StartSystemAsync(FakeTelegramServer telegram, bool withBroker)
    {
        var system = await CrmSystem.StartAsync(new CrmSystemOptions
        {
            Silos = 2,
            Gateways = 1,
            RabbitMq = withBroker,
            Redis = true,
            Settings = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["TELEGRAM_BOT_TOKEN"] = new FakeTelegramOptions().Token,
                ["TELEGRAM_API_URL"] = telegram.Url,
                ["TELEGRAM_WEBHOOK_SECRET"] = Secret,
                ["AUTH_ARGON2_MEMORY_KIB"] = "19456",
                ["AUTH_ARGON2_PASSES"] = "2",
            },
        });
        telegram.Webhook.Repeats = 2;
        telegram.Webhook.Set($"{system.Gateways[0].Url}/telegram/webhook", Secret);
        return system;
    }

    public async ValueTask DisposeAsync()
    {
        if (_system is not null)
            await _system.DisposeAsync();
        if (_telegram is not null)
            await _telegram.DisposeAsync();
    }
}
