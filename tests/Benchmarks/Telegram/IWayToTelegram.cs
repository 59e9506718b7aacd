namespace Crm.Actors.Benchmarks.Telegram;

/// <summary>Something that messages in Telegram come of.</summary>
internal interface IWayToTelegram
{
    /// <summary>Causes the message with this number, from 0 on. Ends when that is acknowledged.</summary>
    /// <returns>When the message's way began, by the clock of the fake Telegram.</returns>
    Task<TimeSpan> SendAsync(int number);

    /// <summary>The chat that the message comes to.</summary>
    long ChatOf(int number);

    /// <summary>Words of the message that no other message of its chat has.</summary>
    string WordsOf(int number);
}
