using System.Collections.Concurrent;
using System.Net.Sockets;
using Crm.Actors.Grains.ApiKeys;
using Crm.Actors.Persistence.EventStore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace Crm.Actors.Persistence.ApiKeys;

/// <summary>
/// Writes when keys were last used: all that were noted, in one statement every <see cref="Period"/>, and each key at most once a
/// minute, whichever silo it was used through. What cannot be written now is written with the next.
/// </summary>
public sealed partial class ApiKeyUses(WriterDatabase database, TimeProvider clock, ILogger<ApiKeyUses> logger) : BackgroundService, IApiKeyUses
{
    /// <summary>How late a use is seen.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private const string Sql = """
        UPDATE auth.api_keys k SET last_used_at = u.at
        FROM (SELECT unnest($1::uuid[]) AS id, unnest($2::timestamptz[]) AS at) u
        WHERE k.id = u.id AND (k.last_used_at IS NULL OR k.last_used_at <= u.at - interval '1 minute')
        """;

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _noted = new();

    /// <inheritdoc/>
    public void Note(Guid keyId, DateTimeOffset at) => _noted[keyId] = at;

    /// <summary>Writes what was noted so far.</summary>
    public async Task WriteAsync(CancellationToken cancellation)
    {
        var noted = _noted.OrderBy(static use => use.Key).ToList();
        if (noted.Count == 0)
            return;
        try
        {
            await using var command = database.Source.CreateCommand(Sql);
            command.AddArray(NpgsqlDbType.Uuid, noted.ConvertAll(static use => use.Key));
            command.AddArray(NpgsqlDbType.TimestampTz, noted.ConvertAll(static use => use.Value));
            await command.ExecuteNonQueryAsync(cancellation);
            // What was noted anew meanwhile stays.
            foreach (var use in noted)
                _noted.TryRemove(use);
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException or IOException or SocketException)
        {
            LogLater(error.Message);
        }
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await WriteAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is left is written when the service stops.
        }
    }

    [LoggerMessage(EventId = 5401, Level = LogLevel.Warning, Message = "When API keys were last used cannot be written now: {Reason}")]
    private partial void LogLater(string reason);
}
