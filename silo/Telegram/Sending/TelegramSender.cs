using Crm.Actors.Grains.Telegram.Outgoing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.Silo.Telegram.Sending;

/// <summary>
/// Sends messages: those of a chat in their order, chats beside each other, as fast as the budget allows. A message that cannot be sent holds up its chat
/// and no other.
/// </summary>
internal sealed partial class TelegramSender(SendStep step, SendingOptions options, TimeProvider clock, ILogger<TelegramSender> logger)
    : BackgroundService, IOutgoingSink
{
    private static readonly TimeSpan DefectPause = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<LaneKey, SendLane> _lanes = [];
    private readonly DueLanes _due = new(clock);

    /// <inheritdoc/>
    public void Take(OutgoingTelegram message) => Take(new PendingMessage(message, InMemory.Delivery));

    /// <summary>Takes a message that came from somewhere.</summary>
    public void Take(PendingMessage pending)
    {
        if (pending.Message.Kind == OutgoingKind.PressAnswer)
        {
            _ = AnswerAsync(pending);
            return;
        }

        lock (_lock)
        {
            var key = LaneKey.Of(pending.Message);
            if (!_lanes.TryGetValue(key, out var lane))
                _lanes[key] = lane = new SendLane(key);
            if (lane.Add(pending))
                _due.Add(lane, TimeSpan.Zero);
        }
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, options.AtOnce).Select(_ => WorkAsync(stoppingToken)));

    private async Task WorkAsync(CancellationToken stopping)
    {
        // Not on the thread that starts the host.
        await Task.Yield();
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var lane = await _due.TakeAsync(stopping);
                var wait = await RunAsync(lane, stopping);
                if (!TryRest(lane))
                    _due.Add(lane, wait);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task<TimeSpan> RunAsync(SendLane lane, CancellationToken stopping)
    {
        try
        {
            return await step.RunAsync(lane, stopping);
        }
        catch (Exception defect) when (!stopping.IsCancellationRequested)
        {
            LogDefect(defect);
            return DefectPause;
        }
    }

    private bool TryRest(SendLane lane)
    {
        lock (_lock)
        {
            if (!lane.TryRest())
                return false;
            _lanes.Remove(lane.Key);
            return true;
        }
    }

    private async Task AnswerAsync(PendingMessage pending)
    {
        try
        {
            await step.AnswerPressAsync(pending, CancellationToken.None);
        }
        catch (Exception defect)
        {
            LogDefect(defect);
        }
    }

    [LoggerMessage(5421, LogLevel.Error, "A message for Telegram could not be worked on, and is tried again")]
    private partial void LogDefect(Exception exception);

    /// <summary>Of messages that are in no queue: they end with the process, and nobody keeps what is given up but the log.</summary>
    private sealed class InMemory : IDelivery
    {
        public static readonly InMemory Delivery = new();

        public bool IsOurs => true;

        public Task DoneAsync() => Task.CompletedTask;

        public Task<bool> GiveUpAsync(GivenUp why) => Task.FromResult(true);
    }
}
