using System.Collections.Concurrent;
using Crm.Actors.FakeTelegram;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Telegram.Outgoing;
using Crm.Actors.Silo.Telegram.Sending;
using Microsoft.Extensions.Logging.Abstractions;

namespace Crm.Actors.IntegrationTests.Telegram;

/// <summary>A sender as a silo has it, in front of a fake Telegram, with counted ends instead of a broker.</summary>
internal sealed class SendingRig : IRecipients, IAsyncDisposable
{
    private readonly UuidV7Source _ids = new(TimeProvider.System);
    private readonly ConcurrentDictionary<long, bool> _muted = new();
    private TelegramSender _sender = null!;
    private int _ended;

    private SendingRig(FakeTelegramServer telegram) => Telegram = telegram;

    public FakeTelegramServer Telegram { get; }

    /// <summary>Messages that were given up, with the reason.</summary>
    public ConcurrentQueue<(string Text, GivenUp Why)> DeadLetters { get; } = new();

    public ConcurrentQueue<long> Unlinked { get; } = new();

    /// <summary>Chats that do not answer at once who gets a message, and what they wait for.</summary>
    public ConcurrentDictionary<long, Task> Slow { get; } = new();

    /// <summary>Messages whose source has heard of their end.</summary>
    public int Ended => Volatile.Read(ref _ended);

    /// <param name="options">How messages are sent.</param>
    /// <param name="way">What there is between the sender and Telegram; null for nothing.</param>
    public static async Task<SendingRig> StartAsync(SendingOptions? options = null, Func<ITelegramApi, ITelegramApi>? way = null)
    {
        options ??= new SendingOptions();
        var rig = new SendingRig(await FakeTelegramServer.StartAsync());
        var client = BotApi.Connect(new FakeTelegramOptions().Token, rig.Telegram.Url, options.AnswerTimeout);
        var api = new BotApi(client);
        var step = new SendStep(
            way?.Invoke(api) ?? api,
            new MemoryBudget(options, TimeProvider.System),
            new MemorySentMessages(),
            rig,
            options,
            TimeProvider.System,
            NullLogger<SendStep>.Instance);
        rig._sender = new TelegramSender(step, options, TimeProvider.System, NullLogger<TelegramSender>.Instance);
        await rig._sender.StartAsync(CancellationToken.None);
        return rig;
    }

    /// <summary>Has a message sent.</summary>
    public OutgoingTelegram Send(long chat, string text, OutgoingKind kind = OutgoingKind.Reply) =>
        Send(new OutgoingTelegram { Id = _ids.Next(), Kind = kind, ChatId = chat, Text = LocalText.Same(text) });

    public OutgoingTelegram Send(OutgoingTelegram message, bool isOurs = true)
    {
        _sender.Take(new PendingMessage(message, new Delivery(this, message, isOurs)));
        return message;
    }

    public void Mute(long chat) => _muted[chat] = true;

    public async Task<Recipient?> FindAsync(OutgoingTelegram message)
    {
        var chat = message.ChatId!.Value;
        if (Slow.TryGetValue(chat, out var answer))
            await answer;
        return new Recipient(chat, BotLanguage.English, _muted.ContainsKey(chat));
    }

    public Task UnlinkAsync(long chatId)
    {
        Unlinked.Enqueue(chatId);
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _sender.StopAsync(CancellationToken.None);
        _sender.Dispose();
        await Telegram.DisposeAsync();
    }

    private sealed class Delivery(SendingRig rig, OutgoingTelegram message, bool isOurs) : IDelivery
    {
        public bool IsOurs => isOurs;

        public Task DoneAsync()
        {
            Interlocked.Increment(ref rig._ended);
            return Task.CompletedTask;
        }

        public Task<bool> GiveUpAsync(GivenUp why)
        {
            rig.DeadLetters.Enqueue((message.Text.En, why));
            Interlocked.Increment(ref rig._ended);
            return Task.FromResult(true);
        }
    }
}
