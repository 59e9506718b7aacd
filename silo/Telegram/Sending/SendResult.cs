namespace Crm.Actors.Silo.Telegram.Sending;

/// <summary>What Telegram made of a request.</summary>
/// <param name="Outcome">The kind.</param>
/// <param name="Detail">Its own words, or those of the failure; empty when it was done.</param>
internal sealed record SendResult(SendOutcome Outcome, string Detail)
{
    public static SendResult Done { get; } = new(SendOutcome.Done, "");

    /// <summary>How long to wait; only with <see cref="SendOutcome.Limited"/>.</summary>
    public TimeSpan RetryAfter { get; init; }
}

/// <summary>The kinds of answers.</summary>
internal enum SendOutcome
{
    /// <summary>It is done.</summary>
    Done,

    /// <summary>429: it is not done, and nothing is to be asked for a while.</summary>
    Limited,

    /// <summary>The person has blocked the bot, or there is no such chat any more.</summary>
    Blocked,

    /// <summary>It will never be done.</summary>
    Refused,

    /// <summary>An error of the server, or no answer: it may be done or not.</summary>
    Unknown,
}
