using Crm.Actors.Observability.Listening;
using Crm.Actors.Persistence.Configuration;

namespace Crm.Actors.Silo.Hosting;

/// <summary>The command <c>health [URL]</c>: asks the silo of this environment, or whoever is at a URL, whether it is ready. For containers without a shell.</summary>
internal static class HealthCommand
{
    private const string Variable = "CRM_SILO_HTTP_URL";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <returns>0; 1 when it is not ready or does not answer, with one line on standard error.</returns>
    /// <exception cref="ConfigurationException">No URL is given, or one that cannot be used.</exception>
    public static async Task<int> RunAsync(string? url, EnvironmentVariables environment)
    {
        var asked = url ?? environment.Get(Variable);
        if (!ListenUrl.IsUsable(asked))
            throw new ConfigurationException(url is null ? Variable : "health", ListenUrl.Rule);
        try
        {
            using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = Patience };
            using var answer = await http.GetAsync(ReadyAt(asked));
            if (answer.IsSuccessStatusCode)
                return 0;
            await Console.Error.WriteLineAsync($"silo health: not ready, {(int)answer.StatusCode}");
        }
        catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync($"silo health: {problem.Message.ReplaceLineEndings(" ")}");
        }

        return 1;
    }

    /// <summary>Who listens on all addresses is asked at the loopback.</summary>
    private static Uri ReadyAt(string url)
    {
        var ready = new UriBuilder(url) { Path = "/health/ready" };
        ready.Host = ready.Host switch
        {
            "0.0.0.0" => "127.0.0.1",
            "[::]" => "[::1]",
            var host => host,
        };
        return ready.Uri;
    }
}
