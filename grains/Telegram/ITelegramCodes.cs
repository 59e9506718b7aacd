using Crm.Actors.Grains.Auth;

namespace Crm.Actors.Grains.Telegram;

/// <summary>Where the codes that are out are kept, and how often somebody guessed wrong. Each member is atomic. Times are whole milliseconds.</summary>
/// <remarks>Every member throws <see cref="SessionsUnavailableException"/> when the store does not answer within 2 s.</remarks>
public interface ITelegramCodes
{
    /// <summary>Keeps a code; the one that the user had before is good no more.</summary>
    Task IssueAsync(IssuedCode code, DateTimeOffset now);

    /// <summary>Uses up a code. Of many requests with one code exactly one gets <see cref="TakeOutcome.Taken"/>.</summary>
    Task<TakeResult> TakeAsync(CodeGuess guess);

    /// <summary>Gives a taken code back that could not be used after all, unless the user has another one by now.</summary>
    Task ReturnAsync(IssuedCode code, DateTimeOffset now);

    /// <summary>Voids the code of a user, if one is out.</summary>
    Task VoidAsync(Guid userId);

    /// <summary>Wrong codes of one caller within <see cref="Window"/> before all of theirs are refused.</summary>
    public const int MaxWrongPerCaller = 10;

    /// <summary>The same of all callers together.</summary>
    public const int MaxWrong = 100;

    /// <summary>Counted from the first wrong code on.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>How long a code is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
}
