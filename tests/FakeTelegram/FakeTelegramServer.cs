using Crm.Actors.FakeTelegram.Chats;
using Crm.Actors.FakeTelegram.Control;
using Crm.Actors.FakeTelegram.Methods;
using Crm.Actors.FakeTelegram.Sent;
using Crm.Actors.FakeTelegram.Updates;

namespace Crm.Actors.FakeTelegram;

/// <summary>
/// A Telegram of its own: the methods of the Bot API that our bot uses (https://core.telegram.org/bots/api), chats whose other side a test or a
/// person at the page plays, faults on demand, and a ledger of all that the bot sent.
/// </summary>
public sealed class FakeTelegramServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeTelegramServer(WebApplication app) => _app = app;

    /// <summary>Where the bot finds it.</summary>
    public string Url => _app.Urls.First();

    /// <summary>All that the bot asked for, with what it was answered.</summary>
    public Ledger Ledger => _app.Services.GetRequiredService<Ledger>();

    /// <summary>What goes wrong.</summary>
    public Faults Faults => _app.Services.GetRequiredService<Faults>();

    /// <summary>The chats as a person sees them.</summary>
    public ChatBook Chats => _app.Services.GetRequiredService<ChatBook>();

    /// <summary>What a person does in a chat.</summary>
    public Person Person => _app.Services.GetRequiredService<Person>();

    /// <summary>How updates get to the bot.</summary>
    public WebhookPoster Webhook => _app.Services.GetRequiredService<WebhookPoster>();

    /// <summary>Starts a server in this process.</summary>
    public static async Task<FakeTelegramServer> StartAsync(FakeTelegramOptions? options = null)
    {
        options ??= new FakeTelegramOptions();
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.WebHost.UseUrls(options.Url);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(options).AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<Ledger>().AddSingleton<Faults>().AddSingleton<ChatBook>().AddSingleton<BotMethods>();
        builder.Services.AddSingleton<Person>().AddSingleton<WebhookPoster>();
        var app = builder.Build();
        app.MapBotApi();
        app.MapControl();
        await app.StartAsync();
        return new FakeTelegramServer(app);
    }

    /// <summary>Ends when the process is told to stop.</summary>
    public Task UntilStoppedAsync() => _app.WaitForShutdownAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
