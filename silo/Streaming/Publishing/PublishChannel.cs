using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Crm.Actors.Streaming.RabbitMq;

/// <summary>A channel with publisher confirms. Messages leave in the order of the calls; many wait for their confirmation together.</summary>
internal sealed class PublishChannel(BrokerConnection connection, RabbitMqStreamOptions options) : IAsyncDisposable
{
    // The library's default slows publishers down from 64 outstanding messages on; batches are bounded by who makes them.
    private static readonly CreateChannelOptions Confirming = new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, null);

    private readonly SemaphoreSlim _one = new(1, 1);
    private IChannel? _channel;

    /// <summary>Ends when the broker has confirmed all messages.</summary>
    /// <exception cref="PublishFailedException">With those messages that are confirmed. It refused one, had no route for it, or was lost before it answered.</exception>
    public async Task PublishAsync(IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation)
    {
        IChannel? channel = null;
        Task[] confirmed = [];
        try
        {
            await _one.WaitAsync(cancellation);
            try
            {
                channel = await OpenAsync(cancellation);
                confirmed = Start(channel, messages, cancellation);
            }
            finally
            {
                _one.Release();
            }

            await Task.WhenAll(confirmed).WaitAsync(options.PublishTimeout, cancellation);
        }
        catch (PublishReturnException unroutable)
        {
            throw new PublishFailedException($"No queue takes {unroutable.RoutingKey} from {unroutable.Exchange}: {unroutable.ReplyText}", unroutable) { Confirmed = ConfirmedOf(confirmed) };
        }
        catch (PublishException refused)
        {
            throw new PublishFailedException("The broker refused an event; a queue may be full.", refused) { Confirmed = ConfirmedOf(confirmed) };
        }
        catch (Exception problem) when (BrokerFault.Is(problem, cancellation))
        {
            await GiveUpAsync(channel);
            throw new PublishFailedException($"The broker did not confirm: {BrokerFault.Describe(problem)}", problem) { Confirmed = ConfirmedOf(confirmed) };
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_channel is { } channel)
            await BrokerFault.IgnoreAsync(channel.DisposeAsync().AsTask());
    }

    private static Task[] Start(IChannel channel, IReadOnlyList<OutgoingMessage> messages, CancellationToken cancellation)
    {
        var confirmed = new Task[messages.Count];
        for (var i = 0; i < confirmed.Length; i++)
        {
            var message = messages[i];
            confirmed[i] = channel
                .BasicPublishAsync(message.Exchange, message.RoutingKey, mandatory: !message.MayHaveNoRoute, message.Properties, message.Body, cancellation)
                .AsTask();
        }

        return confirmed;
    }

    private static bool[] ConfirmedOf(Task[] messages) => Array.ConvertAll(messages, static message => message.IsCompletedSuccessfully);

    private async Task<IChannel> OpenAsync(CancellationToken cancellation)
    {
        if (_channel is { IsOpen: true } open)
            return open;
        await DisposeAsync();
        _channel = null;
        return _channel = await (await connection.GetAsync(cancellation)).CreateChannelAsync(Confirming, cancellation);
    }

    /// <summary>Closes a channel that owes answers: those that still come are nobody's any more.</summary>
    private async Task GiveUpAsync(IChannel? failed)
    {
        if (failed is null)
            return;
        await _one.WaitAsync(CancellationToken.None);
        try
        {
            if (_channel == failed)
                _channel = null;
        }
        finally
        {
            _one.Release();
        }

        await BrokerFault.IgnoreAsync(failed.CloseAsync(Constants.ReplySuccess, "given up", abort: true, CancellationToken.None).WaitAsync(options.ConnectTimeout));
        await BrokerFault.IgnoreAsync(failed.DisposeAsync().AsTask().WaitAsync(options.ConnectTimeout));
    }
}
