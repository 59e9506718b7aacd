using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.Clustering.Consul;

/// <summary>
/// Registers a service with the agent, says every period that it is well where the agent cannot ask, and registers it again when the agent has
/// forgotten it. An agent that is away, or refuses, is only written to the log.
/// </summary>
internal sealed partial class ConsulServiceRegistration(ConsulService service, ConsulHttp http, TimeProvider time, ILogger<ConsulServiceRegistration> logger)
    : BackgroundService, IHostedLifecycleService
{
    /// <summary>Of periods without a word from the process.</summary>
    private const int PeriodsToLive = 4;

    private readonly string _id = Uri.EscapeDataString(service.Id);
    private bool _isRegistered;
    private bool _hasFailed;
    private bool _isOver;

    /// <summary>Before everything else is stopped: of a gateway, the web server would be the first.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken) => StopAsync(cancellationToken);

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_isOver)
            return;
        _isOver = true;
        await base.StopAsync(cancellationToken);
        try
        {
            await RequireAsync($"v1/agent/service/deregister/{_id}", null, cancellationToken);
        }
        catch (Exception problem) when (problem is ConsulException or OperationCanceledException)
        {
            LogStays(service.Id, service.ListedFor, problem.Message);
        }
    }

    Task IHostedLifecycleService.StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    Task IHostedLifecycleService.StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(service.CheckPeriod, time);
        do
            await KeepAsync(stoppingToken);
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task KeepAsync(CancellationToken cancellation)
    {
        try
        {
            _isRegistered = _isRegistered && await IsKnownAsync(cancellation);
            if (_isRegistered)
                return;
            await RequireAsync("v1/agent/service/register?replace-existing-checks=true", JsonSerializer.SerializeToUtf8Bytes(Definition(), ConsulJson.Default.ServiceDefinition), cancellation);
            (_isRegistered, _hasFailed) = (true, false);
            LogRegistered(service.Id);
        }
        catch (ConsulException problem)
        {
            if (!_hasFailed)
                LogFailed(service.Id, problem.Message);
            _hasFailed = true;
        }
    }

    /// <summary>Whether the agent still has it; where the agent cannot ask by itself, it is told by that that all is well.</summary>
    private async Task<bool> IsKnownAsync(CancellationToken cancellation) => (service.HealthUrl is null
        ? await http.SendAsync(HttpMethod.Put, $"v1/agent/check/pass/service:{_id}", null, cancellation)
        : await http.SendAsync(HttpMethod.Get, $"v1/agent/service/{_id}", null, cancellation)).IsSuccess;

    private async Task RequireAsync(string path, byte[]? body, CancellationToken cancellation)
    {
        var reply = await http.SendAsync(HttpMethod.Put, path, body, cancellation);
        if (!reply.IsSuccess)
            throw new ConsulException($"the agent answered {reply.Text}");
    }

    private ServiceDefinition Definition() => new()
    {
        ID = service.Id,
        Name = service.Name,
        Address = service.Address,
        Port = service.Port,
        Tags = service.Tags,
        Meta = service.Meta,
        Check = new CheckDefinition
        {
            CheckID = $"service:{service.Id}",
            Name = service.HealthUrl is null ? "says that it runs" : "says that it is ready",
            TTL = service.HealthUrl is null ? Duration(service.CheckPeriod * PeriodsToLive) : null,
            HTTP = service.HealthUrl?.AbsoluteUri,
            Interval = service.HealthUrl is null ? null : Duration(service.CheckPeriod),
            Timeout = service.HealthUrl is null ? null : Duration(service.CheckPeriod),
            Status = service.HealthUrl is null ? "passing" : null,
            DeregisterCriticalServiceAfter = Duration(service.ListedFor),
        },
    };

    /// <summary>As Go reads it.</summary>
    private static string Duration(TimeSpan duration) => $"{(long)duration.TotalMilliseconds}ms";

    [LoggerMessage(5521, LogLevel.Information, "Registered with the Consul agent as {Id}")]
    private partial void LogRegistered(string id);

    [LoggerMessage(5522, LogLevel.Warning, "{Id} is not registered with the Consul agent, and will be tried again: {Reason}")]
    private partial void LogFailed(string id, string reason);

    [LoggerMessage(5523, LogLevel.Warning, "{Id} stays registered with the Consul agent, for {Period} at most: {Reason}")]
    private partial void LogStays(string id, TimeSpan period, string reason);
}
