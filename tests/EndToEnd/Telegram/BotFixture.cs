using Crm.Actors.EndToEndTests.Auth;
using Crm.Actors.FakeTelegram;
using Crm.Actors.TestKit.Running;
using Xunit;

namespace Crm.Actors.EndToEndTests.Telegram;

/// <summary>The whole system with a bot, in front of a fake Telegram that posts every update twice.</summary>
public sealed class BotFixture : IAsyncLifetime
{
    internal const string Secret = "the-secret-of-the-webhook";

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

    /// <summary>A new account whose chat this is.</summary>
    public async Task<Account> NewLinkedAccountAsync(long chat)
    {
        var account = Account.New(System.Gateways[0].Url);
        await account.RegisterAsync();
        await account.LogInAsync();
        var code = (await Account.UntilAnsweredAsync(() => account.Client.SendAsync(HttpMethod.Post, "/api/auth/telegram/code", null))).Json.GetProperty("code").GetString();
        var person = new BotChat(Telegram, System, chat);
        person.Type($"/start {code}");
        await person.NextAsync("linked with your account");
        return account;
    }

    /// <summary>The texts of a deal's notes, as the log has them.</summary>
    public async Task<string[]> NotesAsync(Guid deal) => await System.Database.ScalarAsync<string[]>(
        $"SELECT coalesce(array_agg(data ->> 'text' ORDER BY position), ARRAY[]::text[]) FROM events.log WHERE type = 'deal.note.created' AND data ->> 'dealId' = '{deal}'");

    public async ValueTask DisposeAsync()
    {
        if (_system is not null)
            await _system.DisposeAsync();
        if (_telegram is not null)
            await _telegram.DisposeAsync();
    }
}
