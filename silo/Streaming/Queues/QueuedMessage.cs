using RabbitMQ.Client;

namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>A message of a <see cref="RabbitMqQueue"/>, until it is settled or its channel is lost.</summary>
public sealed class QueuedMessage
{
    private readonly IChannel _channel;
    private readonly SemaphoreSlim _one;
    private readonly ulong _tag;

    internal QueuedMessage(IChannel channel, SemaphoreSlim one, ulong tag, IncomingMessage message)
    {
        (_channel, _one, _tag) = (channel, one, tag);
        Message = message;
    }

    public IncomingMessage Message { get; }

    /// <summary>How often it was delivered before, to anybody.</summary>
    public int DeliveriesBefore => DeadLetterHeaders.DeliveriesBefore(Message.Properties);

    /// <summary>False when the channel is lost: the broker gives the message to somebody else.</summary>
    public bool IsOurs => _channel.IsOpen;

    /// <summary>Takes it out of the queue. Nothing happens when the channel is lost.</summary>
    public Task DoneAsync() => SettleAsync(static (channel, tag) => channel.BasicAckAsync(tag, multiple: false));

    /// <summary>Gives it back to the queue.</summary>
    public Task ReturnAsync() => SettleAsync(static (channel, tag) => channel.BasicNackAsync(tag, multiple: false, requeue: true));

    private async Task SettleAsync(Func<IChannel, ulong, ValueTask> settle)
    {
        await _one.WaitAsync();
        try
        {
            if (_channel.IsOpen)
                await settle(_channel, _tag);
        }
        catch (Exception problem) when (BrokerFault.Is(problem, CancellationToken.None))
        {
            // The channel is lost, and with it the delivery; it comes again.
        }
        finally
        {
            _one.Release();
        }
    }
}
