using System.Globalization;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>The queue of messages that could not be delivered: to fill, to look at, to send again, to empty.</summary>
public sealed class RabbitMqDeadLetters : IAsyncDisposable
{
    private readonly Broker _broker;
    private readonly TimeProvider _time;
    private readonly PublishChannel _channel;

    internal RabbitMqDeadLetters(Broker broker, TimeProvider time)
    {
        (_broker, _time) = (broker, time);
        _channel = broker.NewPublishChannel();
    }

    /// <summary>Connects by itself, for a program that is no silo. Dispose of it to close the connections.</summary>
    public static RabbitMqDeadLetters Connect(RabbitMqStreamOptions options, TimeProvider time, ILoggerFactory logging) =>
        new(new Broker(options, time, logging), time);

    private string Queue => _broker.Options.DeadLetters;

    /// <summary>Ends when the letter is in the queue for good. The message's own delivery is for the caller to settle, after this.</summary>
    /// <param name="message">What could not be processed.</param>
    /// <param name="reason">Why.</param>
    /// <param name="queue">The queue that it came from, and is sent to again.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="PublishFailedException">The letter is not known to be in the queue.</exception>
    public Task ParkAsync(IncomingMessage message, DeadLetterReason reason, string queue, CancellationToken cancellation)
    {
        var name = message.Properties.MessageId ?? Guid.CreateVersion7(_time.GetUtcNow()).ToString("D", CultureInfo.InvariantCulture);
        var properties = DeadLetterHeaders.Write(message, reason, queue, $"{reason.Consumer}:{name}", _time.GetUtcNow());
        return _channel.PublishAsync([new(_broker.Options.DeadLetters, "", properties, message.Body)], cancellation);
    }

    /// <summary>The queue in which a stream's events are.</summary>
    public string QueueOf(Orleans.Runtime.StreamId stream) =>
        BrokerTopology.QueueName(_broker.Options, new StablePartitioning("", _broker.Options.QueueCount).NumberOf(stream));

    /// <summary>The oldest letters, each once.</summary>
    /// <returns>Up to <paramref name="max"/> letters, and how many messages the queue has.</returns>
    /// <exception cref="BrokerUnavailableException">The broker cannot be reached.</exception>
    public async Task<(IReadOnlyList<DeadLetterMessage> Letters, long Total)> ListAsync(int max, CancellationToken cancellation)
    {
        var letters = new List<DeadLetterMessage>();
        var total = 0L;
        await VisitAsync(
            (letter, count) =>
            {
                total = Math.Max(total, count);
                letters.Add(letter);
                return Task.FromResult(false);
            },
            max,
            cancellation);
        return (letters.DistinctBy(static letter => letter.Id).ToList(), total);
    }

    /// <summary>Sends letters to the queue that they came from, and takes them out of this one.</summary>
    /// <param name="chosen">Which.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>How many.</returns>
    /// <exception cref="BrokerUnavailableException">The broker was lost; what was not sent is still here.</exception>
    /// <exception cref="PublishFailedException">A letter could not be sent; it and those after it are still here.</exception>
    public Task<int> ReplayAsync(Predicate<DeadLetterMessage> chosen, CancellationToken cancellation) => VisitAsync(
        async (letter, _) =>
        {
            if (!chosen(letter))
                return false;
            var properties = new BasicProperties(letter.Message.Properties);
            await _channel.PublishAsync([new("", letter.Queue, properties, letter.Message.Body)], cancellation);
            return true;
        },
        int.MaxValue,
        cancellation);

    /// <summary>Deletes letters.</summary>
    /// <returns>How many.</returns>
    /// <exception cref="BrokerUnavailableException">The broker was lost; what was not deleted is still here.</exception>
    public Task<int> DropAsync(Predicate<DeadLetterMessage> chosen, CancellationToken cancellation) =>
        VisitAsync((letter, _) => Task.FromResult(chosen(letter)), int.MaxValue, cancellation);

    /// <summary>Closes the connections, which in a silo are the stream provider's.</summary>
    public ValueTask DisposeAsync() => _broker.DisposeAsync();

    /// <summary>Walks the letters that are there now, oldest first; takes out those for which the visitor says so, the others stay in their order.</summary>
    private async Task<int> VisitAsync(Func<DeadLetterMessage, long, Task<bool>> takeOut, int max, CancellationToken cancellation)
    {
        try
        {
            // Closing the channel gives back what was not acknowledged.
            await using var channel = await (await _broker.Consuming.GetAsync(cancellation)).CreateChannelAsync(cancellationToken: cancellation);
            var taken = 0;
            var left = (long)max;
            while (left-- > 0 && await channel.BasicGetAsync(Queue, autoAck: false, cancellation) is { } got)
            {
                left = Math.Min(left, got.MessageCount); // not those that arrive meanwhile, a replayed one among them
                var letter = DeadLetterHeaders.Read(got.Exchange, got.RoutingKey, got.BasicProperties, got.Body.ToArray(), _broker.Options.DeliveryLimit);
                if (!await takeOut(letter, got.MessageCount + 1))
                    continue;
                await channel.BasicAckAsync(got.DeliveryTag, multiple: false, cancellation);
                taken++;
            }

            return taken;
        }
        catch (Exception problem) when (problem is not BrokerUnavailableException && BrokerFault.Is(problem, cancellation))
        {
            throw new BrokerUnavailableException(BrokerFault.Describe(problem), problem);
        }
    }
}
