namespace Crm.Actors.Benchmarks.Rest.Ping;

/// <summary>The peer "ping": what ASP.NET Core answers at best when nothing is done and nobody is asked who they are.</summary>
internal static class PingApi
{
    public const string Part = "ping-api";

    public static async Task<int> RunAsync(string url)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url).ConfigureKestrel(static server => server.AddServerHeader = false);
        var app = builder.Build();
        app.MapGet("/ping", static () => "pong");
        await app.RunAsync();
        return 0;
    }
}
