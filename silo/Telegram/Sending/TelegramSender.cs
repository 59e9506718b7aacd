using Crm.Actors.Grains.Telegram.Outgoing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.Silo.Telegram.Sending;

/// <summary>
/// Sends messages: those of a chat in their order, chats beside each other, as fast as the budget allows. A message that cannot be sent holds up its chat
/// and no other, and so does a chat that does not answer who gets it: that is asked beside the sending.
/// </summary>
internal sealed partial class TelegramSender(SendStep step, SendingOptions options, TimeProvider clock, ILogger<TelegramSender> logger)
    : BackgroundService, IOutgoingSink
{
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
                if (step.ReadyIn(lane) is { } next)
                    await RunAsync(lane, () => step.SendAsync(lane, next, stopping), stopping);
                else
                    _ = RunAsync(lane, () => step.PrepareAsync(lane), stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>Takes a lane, which is nobody else's meanwhile, one step on. Fails at the end of the process alone.</summary>
    private async Task RunAsync(SendLane lane, Func<Task<TimeSpan>> run, CancellationToken stopping)
    {
        TimeSpan wait;
        try
        {
            wait = await run();
        }
        catch (Exception defect) when (!stopping.IsCancellationRequested)
        {
            LogDefect(defect);
            wait = step.Fail(lane, defect);
        }

        if (!TryRest(lane))
            _due.Add(lane, wait);
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
            // One try, as always: it must not stay in the queue.
            LogUnanswered(defect);
            await pending.Delivery.DoneAsync();
        }
    }

    [LoggerMessage(5421, LogLevel.Error, "A message for Telegram could not be worked on, and is tried again")]
    private partial void LogDefect(Exception exception);

    [LoggerMessage(5422, LogLevel.Error, "The press of a button in Telegram could not be answered")]
    private partial void LogUnanswered(Exception exception);

    /// <summary>Of messages that are in no queue: they end with the process, and nobody keeps what is given up but the log.</summary>
    private sealed class InMemory : IDelivery
    {
        public static readonly InMemory Delivery = new();

        public bool IsOurs => true;

        public Task DoneAsync() => Task.CompletedTask;

        public Task<bool> GiveUpAsync(GivenUp why) => Task.FromResult(true);
    }
}
