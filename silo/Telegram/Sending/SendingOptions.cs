namespace Crm.Actors.Silo.Telegram.Sending;

/// <summary>How messages are sent. Telegram's limits: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this.</summary>
internal sealed record SendingOptions
{
    /// <summary>
    /// Messages that wait for Telegram's answer at a time, 1 to 30. As many can be sent twice when the process is killed: nothing tells whether Telegram
    /// had taken them.
    /// </summary>
    public int AtOnce { get; init; } = 1;

    /// <summary>Notifications of one chat that become one message, 1 to 20.</summary>
    public int FoldAtMost { get; init; } = 10;

    /// <summary>Tries of a message that Telegram neither takes nor refuses, before it becomes a dead letter.</summary>
    public int MaxAttempts { get; init; } = 12;

    /// <summary>How long Telegram may take to answer.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The pause after the first try that failed; it doubles with each.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Between any two messages: 30 a second, and wider by what they may move together on their way.</summary>
    public TimeSpan OverallInterval { get; init; } = TimeSpan.FromMilliseconds(36);

    /// <summary>Between the end of one message of a chat and the next one: one a second.</summary>
    public TimeSpan ChatInterval { get; init; } = TimeSpan.FromMilliseconds(1040);

    /// <summary>Between two messages of a group: 20 a minute.</summary>
    public TimeSpan GroupInterval { get; init; } = TimeSpan.FromMilliseconds(3060);

    /// <summary>The interval of a chat; groups have negative numbers.</summary>
    public TimeSpan IntervalOf(long chatId) => chatId < 0 ? GroupInterval : ChatInterval;

    /// <summary>The pause after so many tries that failed, 1 or more.</summary>
    public TimeSpan PauseAfter(int attempts) =>
        TimeSpan.FromTicks((long)Math.Min(LongestPause.Ticks, FirstPause.Ticks * Math.Pow(2, attempts - 1)));
}
