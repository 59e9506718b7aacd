using Crm.Actors.Benchmarks.Harness;
using Crm.Actors.FakeTelegram;
using Crm.Actors.TestKit.Running;

namespace Crm.Actors.Benchmarks.Telegram;

/// <summary>Messages at a fixed rate, whether or not the earlier ones are there, and how long each is on its way.</summary>
internal sealed class PacedMessages(FakeTelegramServer telegram, CrmSystem system)
{
    private const int PerSecond = 20;
    private const int Measured = 1_200;

    /// <summary>Twenty seconds: the first ones pay for the code and wake up what is asleep.</summary>
    private const int WarmUps = 20 * PerSecond;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>From the beginning of each one's way to its arrival at Telegram, without those of the warm-up.</summary>
    /// <exception cref="TimeoutException">A message did not come.</exception>
    public async Task<Load> RunAsync(IWayToTelegram way)
    {
        const int Count = WarmUps + Measured;
        var sent = new List<Task<TimeSpan>>();
        var started = telegram.Ledger.Now;
        for (var i = 0; i < Count; i++)
        {
            var left = started + TimeSpan.FromSeconds((double)i / PerSecond) - telegram.Ledger.Now;
            if (left > TimeSpan.Zero)
                await Task.Delay(left);
            sent.Add(way.SendAsync(i));
        }

        var began = await Task.WhenAll(sent);
        var arrived = new TimeSpan?[Count];
        await Condition.WaitAsync(
            () => Array.TrueForAll(arrived = Arrived(way, Count), static at => at is not null),
            Patience,
            () => $"{Count} messages at Telegram, and not {arrived.Count(static at => at is not null)}\n{system.Log}");
        return Load.Of(
            Enumerable.Range(WarmUps, Measured).Select(i => (arrived[i]!.Value - began[i]).TotalMilliseconds), TimeSpan.FromSeconds((double)Measured / PerSecond));
    }

    /// <summary>When the first message with each one's words came; null for those that did not yet.</summary>
    private TimeSpan?[] Arrived(IWayToTelegram way, int count)
    {
        var chats = telegram.Ledger.Messages.ToLookup(static message => message.ChatId);
        var arrived = new TimeSpan?[count];
        for (var i = 0; i < count; i++)
        {
            var words = way.WordsOf(i);
            arrived[i] = chats[way.ChatOf(i)].FirstOrDefault(message => message.Text.Contains(words, StringComparison.Ordinal))?.At;
        }

        return arrived;
    }
}
