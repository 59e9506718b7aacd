using Microsoft.Extensions.Hosting;

namespace Crm.Actors.Silo.Hosting;

internal static class HostRun
{
    /// <summary>Runs until SIGTERM or Ctrl-C. A start that fails says why in one line; the log has the rest.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunToEndAsync(this IHost host)
    {
        try
        {
            await host.StartAsync();
        }
        catch (Exception problem)
        {
            await Console.Error.WriteLineAsync($"silo: cannot start: {problem.GetBaseException().Message.ReplaceLineEndings(" ")}");
            return 1;
        }

        await using (host as IAsyncDisposable)
            await host.WaitForShutdownAsync();
        return 0;
    }
}
