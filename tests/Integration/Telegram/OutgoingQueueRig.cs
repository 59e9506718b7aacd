using Crm.Actors.FakeTelegram;
using Crm.Actors.Grains.Telegram.Outgoing;
using Crm.Actors.Silo.Messaging;
using Crm.Actors.Silo.Telegram.Queues;
using Crm.Actors.Silo.Telegram.Sending;
using Crm.Actors.Streaming.RabbitMq;
using Crm.Actors.TestKit.RabbitMq;
using Microsoft.Extensions.Logging.Abstractions;
using RabbitMQ.Client;

namespace Crm.Actors.IntegrationTests.Telegram;

/// <summary>The broker's queue to Telegram with a sender of one process, which can be killed and started again with nothing in its memory.</summary>
internal sealed class OutgoingQueueRig(RabbitMqServer server, FakeTelegramServer telegram) : IRecipients, IAsyncDisposable
{
    private readonly Broker _publishing = NewBroker(server);
    private Broker? _broker;
    private OutgoingReader? _reader;
    private TelegramSender? _sender;

    /// <summary>The dead letters of the queue.</summary>
    public RabbitMqDeadLetters DeadLetters => new(_publishing, TimeProvider.System);

    public Task PublishAsync(OutgoingTelegram message) => PublishAsync(OutgoingTelegramJson.Write(message, TimeProvider.System.GetUtcNow()));

    public Task PublishAsync(ReadOnlyMemory<byte> body) =>
        new RabbitMqQueues(_publishing, TimeProvider.System)[MessagingSettings.TelegramNotifications].PublishAsync(new BasicProperties(), body, CancellationToken.None);

    /// <summary>Starts a process that reads and sends.</summary>
    public async Task StartAsync()
    {
        var options = new SendingOptions { FirstPause = TimeSpan.FromMilliseconds(100) };
        var api = new BotApi(BotApi.Connect(new FakeTelegramOptions().Token, telegram.Url, options.AnswerTimeout));
        var budget = new MemoryBudget(options, TimeProvider.System);
        _sender = new TelegramSender(
            new SendStep(api, budget, new MemorySentMessages(), this, options, TimeProvider.System, NullLogger<SendStep>.Instance),
            options,
            TimeProvider.System,
            NullLogger<TelegramSender>.Instance);
        _broker = NewBroker(server);
        _reader = new OutgoingReader(
            new RabbitMqQueues(_broker, TimeProvider.System),
            new RabbitMqDeadLetters(_broker, TimeProvider.System),
            _sender,
            TimeProvider.System,
            NullLogger<QueueDelivery>.Instance);
        await _sender.StartAsync(CancellationToken.None);
        await _reader.StartAsync(CancellationToken.None);
    }

    /// <summary>Ends it in the middle of whatever it does: its connection is gone at once, and what it knew.</summary>
    public async Task KillAsync()
    {
        _broker!.Dispose();
        await Task.WhenAll(_sender!.StopAsync(CancellationToken.None), _reader!.StopAsync(CancellationToken.None));
        _sender.Dispose();
        _reader.Dispose();
    }

    public Task<Recipient?> FindAsync(OutgoingTelegram message) => Task.FromResult<Recipient?>(new Recipient(message.ChatId!.Value, BotLanguage.English, IsMuted: false));

    public Task UnlinkAsync(long chatId) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_sender is not null)
            await KillAsync();
        await _publishing.DisposeAsync();
    }

    /// <summary>The names of the queues are the product's own; each test has a virtual host or a broker to itself.</summary>
    private static Broker NewBroker(RabbitMqServer server)
    {
        var options = new RabbitMqStreamOptions
        {
            ConnectionUri = new Uri(server.AmqpUri),
            QueueCount = 1,
            WorkQueues = [new(MessagingSettings.TelegramNotifications)],
            ReconnectPause = TimeSpan.FromMilliseconds(50),
        };
        return new Broker(options, TimeProvider.System, NullLoggerFactory.Instance);
    }
}
