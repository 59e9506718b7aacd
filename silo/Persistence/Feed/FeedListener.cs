using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Crm.Actors.Persistence.Feed;

/// <summary>Keeps one connection that hears of every commit (<c>LISTEN feed</c>) and wakes the tail. Comes back by itself.</summary>
public sealed partial class FeedListener(
    FeedDatabase database, FeedSignal signal, FeedOptions options, TimeProvider time, ILogger<FeedListener> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = options.BackOff.First;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await database.Source.OpenConnectionAsync(stoppingToken);
                connection.Notification += (_, _) => signal.Set();
                await using (var listen = new NpgsqlCommand("LISTEN feed", connection))
                    await listen.ExecuteNonQueryAsync(stoppingToken);
                LogListening();
                pause = options.BackOff.First;
                signal.Set(); // whatever was committed while nobody listened
                while (true)
                    await connection.WaitAsync(stoppingToken);
            }
            catch (Exception e) when (FeedFault.IsRetryable(e, stoppingToken))
            {
                LogLost(e.Message, pause.TotalMilliseconds);
                await Task.Delay(pause, time, stoppingToken);
                pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, options.BackOff.Longest.Ticks));
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    [LoggerMessage(3201, LogLevel.Information, "Listening for commits")]
    private partial void LogListening();

    [LoggerMessage(3202, LogLevel.Warning, "Not listening for commits: {Reason}; next attempt in {Pause} ms")]
    private partial void LogLost(string reason, double pause);
}
