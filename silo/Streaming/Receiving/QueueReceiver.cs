using Microsoft.Extensions.Logging;
using Orleans.Streams;
using RabbitMQ.Client;

namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>
/// Reads one queue for its pulling agent. It never throws: a receiver that does pauses its queue for ten seconds. When the channel is
/// lost it opens another one at the next call; what was unsettled then comes again.
/// </summary>
internal sealed partial class QueueReceiver(
    string queue, Broker broker, IRabbitMqMessageFormat format, RabbitMqDeadLetters deadLetters, ILogger<QueueReceiver> log) : IQueueAdapterReceiver, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _opening = new(1, 1);
    private readonly PendingEvents _pending = new(broker.Options.EventsPerDelivery);
    private readonly Queue<(Delivery Delivery, string Reason)> _unreadable = new();
    private QueueConsumer? _consumer;
    private IList<IBatchContainer> _taken = [];

    /// <inheritdoc/>
    public Task Initialize(TimeSpan timeout) => OpenAsync(_stopping.Token);

    /// <inheritdoc/>
    public Task Initialize(TimeSpan timeout, CancellationToken cancellationToken) => OpenAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount) => GetQueueMessagesAsync(maxCount, _stopping.Token);

    /// <inheritdoc/>
    public async Task<IList<IBatchContainer>> GetQueueMessagesAsync(int maxCount, CancellationToken cancellationToken)
    {
        if (!await OpenAsync(cancellationToken))
            return [];
        await ParkUnreadableAsync(cancellationToken);
        // A message that cannot be set aside now holds up its queue rather than getting lost.
        if (_unreadable.Count > 0 || IsTrickle)
            return _taken = [];
        return _taken = _pending.Take(maxCount, NextEvent);
    }

    /// <inheritdoc/>
    public Task MessagesDeliveredAsync(IList<IBatchContainer> messages) => MessagesDeliveredAsync(messages, _stopping.Token);

    /// <inheritdoc/>
    public async Task MessagesDeliveredAsync(IList<IBatchContainer> messages, CancellationToken cancellationToken)
    {
        foreach (var group in messages.SelectMany(_pending.Complete).GroupBy(static delivery => delivery.Source))
            await group.Key.AcknowledgeAsync(group);
    }

    /// <summary>Takes back events that a consumer did not take: together with others they are tried alone, alone they are dead letters.</summary>
    /// <param name="token">The token of the batch that failed.</param>
    /// <param name="consumer">Who did not take it.</param>
    public async Task FailAsync(StreamSequenceToken token, string consumer)
    {
        if (_pending.Find(token) is not { } failed)
            return;
        if (_stopping.IsCancellationRequested)
        {
            // Orleans also gives up what was under way when a silo stops; somebody else delivers it.
            foreach (var delivery in _pending.Complete(failed))
                await delivery.Source.ReturnAsync(delivery);
        }
        else if (!_pending.TryIsolate(failed))
        {
            var alone = _pending.Complete(failed)[0];
            await ParkAsync(alone, Undelivered(alone, consumer), _stopping.Token);
        }
    }

    /// <inheritdoc/>
    public Task Shutdown(TimeSpan timeout) => Shutdown(timeout, CancellationToken.None);

    /// <inheritdoc/>
    public async Task Shutdown(TimeSpan timeout, CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _opening.WaitAsync(CancellationToken.None);
        try
        {
            if (_consumer is { } consumer)
                await BrokerFault.IgnoreAsync(consumer.DisposeAsync().AsTask().WaitAsync(timeout, cancellationToken));
            _consumer = null;
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _stopping.Dispose();
        _opening.Dispose();
    }

    /// <summary>
    /// Whether less than a full batch has come since the last call took something. The agent asks again at once until it gets nothing; taking
    /// events as they trickle in would deliver each alone.
    /// </summary>
    private bool IsTrickle => _taken.Count > 0 && _consumer?.Waiting < broker.Options.EventsPerDelivery;

    /// <summary>
    /// Makes sure that there is one consumer. The agent starts to read while it still initializes: a second consumer would be given
    /// messages that nobody ever takes.
    /// </summary>
    private async Task<bool> OpenAsync(CancellationToken cancellation)
    {
        if (_consumer is { IsOpen: true })
            return !_stopping.IsCancellationRequested;
        await _opening.WaitAsync(CancellationToken.None);
        try
        {
            if (_stopping.IsCancellationRequested)
                return false;
            if (_consumer is not { IsOpen: true })
                await OpenAnotherAsync(cancellation);
            return true;
        }
        catch (Exception problem) when (problem is OperationCanceledException || BrokerFault.Is(problem, cancellation))
        {
            return false;
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task OpenAnotherAsync(CancellationToken cancellation)
    {
        if (_consumer is { } lost)
        {
            LogLost(queue);
            _consumer = null;
            await lost.DisposeAsync();
        }

        _unreadable.Clear(); // they come again
        _consumer = await QueueConsumer.OpenAsync(broker.Consuming, queue, broker.Options.Prefetch, format as IRabbitMqBatchFormat, cancellation);
    }

    private bool NextEvent(out Delivery delivery, out ReceivedEvent received)
    {
        received = null!;
        while (_consumer is { } consumer && consumer.TryTake(out delivery))
        {
            if (format.TryRead(delivery.Message, out received!, out var reason))
                return true;
            _unreadable.Enqueue((delivery, reason));
        }

        delivery = null!;
        return false;
    }

    private async Task ParkUnreadableAsync(CancellationToken cancellation)
    {
        while (_unreadable.TryPeek(out var first) && await ParkAsync(first.Delivery, Unreadable(first.Delivery, first.Reason), cancellation))
            _unreadable.Dequeue();
    }

    private DeadLetterReason Unreadable(Delivery delivery, string reason) =>
        new(queue, "unreadable", reason) { Attempts = DeadLetterHeaders.DeliveriesBefore(delivery.Message.Properties) + 1 };

    /// <summary>Orleans tells that a consumer failed, not how: that is in its own warnings.</summary>
    private static DeadLetterReason Undelivered(Delivery delivery, string consumer)
    {
        var before = DeadLetterHeaders.DeliveriesBefore(delivery.Message.Properties);
        var last = new DeadLetterReason(consumer, "undelivered", "The consumer did not take it alone before its time was over; the silo's log says why.") { Attempts = before + 1 };
        return delivery.FailedAmong == 0 ? last : last with
        {
            FirstError = $"The consumer did not take it among {delivery.FailedAmong} events before their time was over; the silo's log says why.",
            Attempts = before + 2,
        };
    }

    /// <returns>False when it is to be tried again here.</returns>
    private async Task<bool> ParkAsync(Delivery delivery, DeadLetterReason reason, CancellationToken cancellation)
    {
        try
        {
            await deadLetters.ParkAsync(Alone(delivery), reason, queue, cancellation);
            await delivery.Source.AcknowledgeAsync([delivery]);
            LogParked(queue, reason.Reason, reason.LastError);
            return true;
        }
        catch (Exception problem) when (problem is PublishFailedException or BrokerUnavailableException or OperationCanceledException)
        {
            if (reason.Reason is not "unreadable")
                await delivery.Source.ReturnAsync(delivery);
            return false;
        }
        catch (Exception problem)
        {
            // It must not stay unsettled; the broker counts how often it comes back, and gives it up in the end.
            LogNotParked(queue, reason.Reason, problem);
            await delivery.Source.ReturnAsync(delivery);
            return true;
        }
    }

    /// <summary>
    /// The message of an event as it would be had it come alone. A part that cannot be read is named by its content: the properties are those of
    /// all parts, and it has to be the same letter whenever it comes again.
    /// </summary>
    private IncomingMessage Alone(Delivery delivery)
    {
        var message = delivery.Message;
        if (delivery.Shared is null)
            return message;
        if (!format.TryRead(message, out var received, out _))
        {
            var own = new BasicProperties(message.Properties)
            {
                MessageId = DeadLetterHeaders.DigestOf(message.Body),
                ContentType = (format as IRabbitMqBatchFormat)?.ContentType,
            };
            return message with { Properties = own };
        }

        var (exchange, routingKey, properties, body) = format.Write(received.Stream, received.Item, received.RequestContext);
        return new(exchange, routingKey, properties, body);
    }

    [LoggerMessage(5111, LogLevel.Warning, "The channel that reads {Queue} was lost; what was unsettled comes again")]
    private partial void LogLost(string queue);

    [LoggerMessage(5112, LogLevel.Warning, "A message of {Queue} became a dead letter ({Reason}): {Error}")]
    private partial void LogParked(string queue, string reason, string error);

    [LoggerMessage(5113, LogLevel.Error, "A message of {Queue} could not become a dead letter ({Reason}) and went back to the queue")]
    private partial void LogNotParked(string queue, string reason, Exception problem);
}
