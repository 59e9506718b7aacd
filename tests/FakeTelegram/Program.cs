namespace Crm.Actors.FakeTelegram;

/// <summary>The fake Bot API as a program, for <c>./crm run --telegram-fake</c>. It keeps everything in memory.</summary>
internal static class Program
{
    public static async Task<int> Main()
    {
        var options = new FakeTelegramOptions
        {
            Url = Setting("FAKE_TELEGRAM_URL", "http://127.0.0.1:8081"),
            Token = Setting("TELEGRAM_BOT_TOKEN", new FakeTelegramOptions().Token),
        };
        await using var server = await FakeTelegramServer.StartAsync(options);
        await Console.Out.WriteLineAsync($"ready: {server.Url}");
        await server.UntilStoppedAsync();
        return 0;
    }

    private static string Setting(string name, string otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : otherwise;
}
