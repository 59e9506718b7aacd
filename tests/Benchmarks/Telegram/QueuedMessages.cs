using Crm.Actors.FakeTelegram.Sent;
using Crm.Actors.TestKit.Telegram;

namespace Crm.Actors.Benchmarks.Telegram;

/// <summary>Messages that are put on the queue for chats in turn, so that only the last part of the way is there.</summary>
internal sealed class QueuedMessages(MessageQueue queue, Ledger ledger, IReadOnlyList<LinkedChat> chats) : IWayToTelegram
{
    /// <summary>The way begins when the message is given to the broker, which may have passed it on before it says so.</summary>
    public async Task<TimeSpan> SendAsync(int number)
    {
        var put = ledger.Now;
        await queue.PublishAsync(ChatOf(number), WordsOf(number));
        return put;
    }

    public long ChatOf(int number) => chats[number % chats.Count].Id;

    /// <summary>With an end, so that none begins another one.</summary>
    public string WordsOf(int number) => $"queued {number}.";
}
