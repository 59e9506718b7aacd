using System.Security.Cryptography;
using Crm.Actors.EndToEndTests.Auth;
using Crm.Actors.FakeTelegram;
using Crm.Actors.TestKit.Network;
using Crm.Actors.TestKit.Running;
using Xunit;

namespace Crm.Actors.EndToEndTests.Operations;

/// <summary>One silo and one gateway with everything that they can have, each with its address for probes and metrics, after a little of every kind of work.</summary>
public sealed class OperationsFixture : IAsyncLifetime
{
    public const string AdminEmail = "root@operated.example";
    private const string WebhookSecret = "the-secret-of-this-webhook";

    private readonly string _adminPassword = RandomNumberGenerator.GetHexString(24);
    private readonly string _jwtSecret = RandomNumberGenerator.GetHexString(64);
    private CrmSystem? _system;
    private FakeTelegramServer? _telegram;
    private Account? _account;
    private StreamFollower? _follower;

    public CrmSystem System => _system ?? throw new InvalidOperationException("The fixture is not started.");

    /// <summary>The variable with the address of each listener, and the address.</summary>
    public IReadOnlyDictionary<string, string> Listeners { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public HttpClient Http { get; } = new() { Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>All that the programs were told and nobody may read in a log or at <c>/metrics</c>.</summary>
    public IReadOnlyList<string> Secrets =>
    [
        _adminPassword, _jwtSecret, WebhookSecret, new FakeTelegramOptions().Token, System.Postgres.AdminPassword, System.Redis!.Password,
        PasswordOf(System.RabbitMq!.AmqpUri), .. new[] { System.Database.WriterUrl, System.Database.ReaderUrl, System.Database.OrleansUrl }.Select(PasswordOf),
        _account!.Password, _account.AccessToken, _account.RefreshToken,
    ];

    public async ValueTask InitializeAsync()
    {
        _telegram = await FakeTelegramServer.StartAsync();
        var metrics = $"http://127.0.0.1:{Ports.Free()}";
        _system = await CrmSystem.StartAsync(new CrmSystemOptions
        {
            RabbitMq = true,
            Redis = true,
            Settings = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["CRM_METRICS_URL"] = metrics,
                ["AUTH_JWT_SECRET"] = _jwtSecret,
                ["AUTH_ADMIN_EMAIL"] = AdminEmail,
                ["AUTH_ADMIN_PASSWORD"] = _adminPassword,
                ["AUTH_ARGON2_MEMORY_KIB"] = "19456",
                ["AUTH_ARGON2_PASSES"] = "2",
                ["TELEGRAM_BOT_TOKEN"] = new FakeTelegramOptions().Token,
                ["TELEGRAM_API_URL"] = _telegram.Url,
                ["TELEGRAM_WEBHOOK_SECRET"] = WebhookSecret,
            },
        });
        Listeners = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["CRM_SILO_HTTP_URL"] = _system.Silos[0].HttpUrl,
            ["CRM_HTTP_URL"] = _system.Gateways[0].Url,
            ["CRM_METRICS_URL"] = metrics,
        };
        await WorkAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_follower is not null)
            await _follower.DisposeAsync();
        if (_system is not null)
            await _system.DisposeAsync();
        if (_telegram is not null)
            await _telegram.DisposeAsync();
    }

    /// <summary>What the metrics count: log-ins, edits and conflicts, a stream with a gap, a reminder.</summary>
    private async Task WorkAsync()
    {
        var account = _account = Account.New(System.Gateways[0].Url);
        await account.RegisterAsync();
        await account.LogInAsync();
        await account.PostAsync("token", $$"""{"email":"{{account.Email}}","password":"not that one at all"}""");
        var deal = await Account.UntilAnsweredAsync(() => account.Client.SendAsync(HttpMethod.Post, "/api/v1/deals", """{"title":"watched"}""", "watched-1"));
        foreach (var (title, key) in new[] { ("one", "watched-2"), ("two", "watched-3") })
            await Account.UntilAnsweredAsync(() => account.Client.SendAsync(HttpMethod.Patch, $"/api/v1/deals/{deal.Id}", $$"""{"baseVersion":1,"title":"{{title}}"}""", key));
        var at = TimeProvider.System.GetUtcNow().AddSeconds(2);
        await Account.UntilAnsweredAsync(() => account.Client.SendAsync(HttpMethod.Post, "/api/v1/tasks", $$"""{"title":"soon","reminders":[{"at":"{{at:O}}"}]}""", "watched-4"));
        _follower = new StreamFollower(account.Client, "/api/v1/deals/stream", $"{deal.FeedPosition!.Split('-')[0]}-999999999");
        await Condition.WaitAsync(() => _follower.Events.Count > 0, TimeSpan.FromSeconds(60), () => $"the stream to tell of a gap\n{System.Log}");
    }

    private static string PasswordOf(string url) => Uri.UnescapeDataString(new Uri(url).UserInfo.Split(':', 2)[1]);
}

/// <summary>They look at one system, and nothing else runs meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OperationsTests : ICollectionFixture<OperationsFixture>
{
    public const string Name = "The operated system";
}
