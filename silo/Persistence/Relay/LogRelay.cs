using Crm.Actors.Contracts.Feed;
using Crm.Actors.Persistence.Faults;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.Persistence.Relay;

/// <summary>
/// Takes committed events from the log and publishes them, in feed order, at least once: the cursor moves when a batch is confirmed. One
/// silo does it at a time. No edit ever waits for it.
/// </summary>
public sealed partial class LogRelay(
    RelayLeadership leadership, RelayCursor cursor, RelaySource source, RelayPublisher publisher, RelayMetrics metrics, FaultPoints faults,
    RelayOptions options, Jitter jitter, TimeProvider time, ILogger<LogRelay> log) : BackgroundService
{
    /// <summary>Passed after a batch is published and before the cursor moves.</summary>
    public const string AfterPublish = "relay-after-publish";

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await publisher.SettleAsync(stoppingToken);
                await using var lease = await leadership.AcquireAsync(stoppingToken);
                await LeadAsync(lease, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception problem)
            {
                if (problem is LeadershipLostException)
                    LogLost(problem.Message);
                else
                    LogDefect(problem);
                await Task.Delay(jitter.Of(options.Retry), time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task LeadAsync(RelayLease lease, CancellationToken stopping)
    {
        try
        {
            var place = await cursor.ResumeAsync(lease);
            metrics.Lead(lease);
            LogLeads(place.Epoch, place.Position);
            await RelayAsync(lease, place, stopping);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            lease.EnsureHeld(); // says why it is not
            throw;
        }
        finally
        {
            metrics.StepDown();
        }
    }

    private async Task RelayAsync(RelayLease lease, RelayPlace place, CancellationToken stopping)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping, lease.Lost);
        Task<FeedPage>? ahead = null;
        while (true)
        {
            var page = await (ahead ?? source.ReadAsync(place.Position, over.Token));
            ahead = null;
            if (!string.Equals(page.Epoch, place.Epoch, StringComparison.Ordinal) || page.Head < place.Position)
            {
                place = await cursor.ResumeAsync(lease);
                // The reader's view may be older than the leader's for a while.
                await Task.Delay(jitter.Of(options.BackOff.First), time, over.Token);
            }
            else if (!page.Events.IsEmpty)
            {
                var last = page.Events[^1].Position;
                var started = time.GetTimestamp();
                if (source.HasFullBatchAfter(page))
                    ahead = source.ReadAsync(last, over.Token);
                await publisher.PublishAsync(page.Events, lease, stopping);
                faults.Pass(AfterPublish);
                place = await cursor.AdvanceAsync(lease, place, last);
                if (ahead is null && options.Pace - time.GetElapsedTime(started) is var early && early > TimeSpan.Zero)
                    await Task.Delay(early, time, over.Token);
            }
        }
    }

    [LoggerMessage(3331, LogLevel.Information, "This silo leads the relay and publishes from {Epoch}-{Position} on")]
    private partial void LogLeads(string epoch, long position);

    [LoggerMessage(3332, LogLevel.Warning, "This silo does not lead the relay any more: {Reason}")]
    private partial void LogLost(string reason);

    [LoggerMessage(3333, LogLevel.Error, "The relay failed and starts again")]
    private partial void LogDefect(Exception problem);
}
