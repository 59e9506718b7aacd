using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.Silo.Sessions;

/// <summary>Says at the start where sessions are kept.</summary>
internal sealed partial class SessionStoreReport(SessionStoreReport.Place place, ILogger<SessionStoreReport> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (place.Redis is { } redis)
            LogRedis(redis);
        else
            LogMemory();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 5301, Level = LogLevel.Information, Message = "Sessions are kept in Redis at {Address}")]
    private partial void LogRedis(string address);

    [LoggerMessage(EventId = 5302, Level = LogLevel.Warning, Message = "Sessions are kept in the memory of one silo, and end with it: neither AUTH_REDIS_URL nor REDIS_URL is set")]
    private partial void LogMemory();

    /// <summary>Where Redis is; null for memory.</summary>
    internal sealed record Place(string? Redis);
}
