using Crm.Actors.Silo.Telegram.Sending;
using Crm.Actors.Streaming.RabbitMq;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.Silo.Telegram.Queues;

/// <summary>A message of one of the broker's queues: given up, it becomes a dead letter that can be replayed to the same queue.</summary>
internal sealed partial class QueueDelivery(QueuedMessage queued, string queue, RabbitMqDeadLetters letters, ILogger<QueueDelivery> logger) : IDelivery
{
    /// <inheritdoc/>
    public bool IsOurs => queued.IsOurs;

    /// <inheritdoc/>
    public Task DoneAsync() => queued.DoneAsync();

    /// <inheritdoc/>
    public async Task<bool> GiveUpAsync(GivenUp why)
    {
        var reason = new DeadLetterReason("telegram", why.Reason, why.LastError) { FirstError = why.FirstError, Attempts = why.Attempts };
        try
        {
            await letters.ParkAsync(queued.Message, reason, queue, CancellationToken.None);
            await queued.DoneAsync();
            return true;
        }
        catch (Exception problem) when (problem is PublishFailedException or BrokerUnavailableException)
        {
            return false;
        }
        catch (Exception defect)
        {
            // What comes back too often the broker itself makes a dead letter of.
            LogNotKept(defect, queue);
            await queued.ReturnAsync();
            return true;
        }
    }

    [LoggerMessage(5471, LogLevel.Error, "A message of {Queue} could not be made a dead letter, and goes back to its queue")]
    private partial void LogNotKept(Exception exception, string queue);
}
