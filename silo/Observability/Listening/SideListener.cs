using Crm.Actors.Observability.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;

namespace Crm.Actors.Observability.Listening;

/// <summary>
/// A small web server beside the program's own work, for machines on the inside alone: <c>/health/live</c>, <c>/health/ready</c> and <c>/metrics</c>, without
/// authentication. It is the first to start and the last to stop, so that it can tell how the rest does.
/// </summary>
/// <param name="options">What it answers.</param>
/// <param name="meters">What is measured.</param>
/// <param name="logs">The program's logs.</param>
public sealed class SideListener(SideListenerOptions options, MeterProvider meters, ILoggerFactory logs) : IHostedService, IAsyncDisposable
{
    private WebApplication? _server;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.WebHost.UseUrls(options.Url);
        builder.WebHost.ConfigureKestrel(static server => server.AddServerHeader = false);
        builder.Services.AddSingleton(logs).AddSingleton<IHostLifetime, PartOfAnother>();
        _server = builder.Build();
        _server.MapGet("/health/live", LiveAsync);
        _server.MapGet("/health/ready", ReadyAsync);
        _server.MapPrometheusScrapingEndpoint(MetricsExport.Path, meters, null, null);
        await _server.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => _server?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static Task LiveAsync(HttpContext http) => AnswerAsync(http, StatusCodes.Status200OK, "ok");

    private async Task ReadyAsync(HttpContext http)
    {
        if (await options.IsReady())
            await AnswerAsync(http, StatusCodes.Status200OK, "ok");
        else
            await AnswerAsync(http, StatusCodes.Status503ServiceUnavailable, "unavailable");
    }

    private static Task AnswerAsync(HttpContext http, int status, string word)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsync($$"""{"status":"{{word}}"}""", http.RequestAborted);
    }

    /// <summary>Signals are for the program: it starts and stops this server.</summary>
    private sealed class PartOfAnother : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
