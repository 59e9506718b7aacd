namespace Crm.Actors.Grains.Telegram;

/// <summary>How taking a code ended.</summary>
/// <param name="Outcome">The end.</param>
/// <param name="Code">The code that was taken; null otherwise.</param>
/// <param name="Wait">For <see cref="TakeOutcome.Limited"/>: how long until codes are looked at again.</param>
[GenerateSerializer, Immutable, Alias("crm.TakeResult")]
public sealed record TakeResult([property: Id(0)] TakeOutcome Outcome, [property: Id(1)] IssuedCode? Code, [property: Id(2)] TimeSpan Wait)
{
    public static TakeResult Wrong { get; } = new(TakeOutcome.Wrong, null, TimeSpan.Zero);

    public static TakeResult Taken(IssuedCode code) => new(TakeOutcome.Taken, code, TimeSpan.Zero);

    public static TakeResult Limited(TimeSpan wait) => new(TakeOutcome.Limited, null, wait);
}

/// <summary>The possible ends of taking a code.</summary>
[GenerateSerializer, Alias("crm.TakeOutcome")]
public enum TakeOutcome
{
    /// <summary>No such code is out; it was counted.</summary>
    Wrong = 0,

    /// <summary>The code was good, and is so no more.</summary>
    Taken = 1,

    /// <summary>There were too many wrong codes: this one was not looked at.</summary>
    Limited = 2,
}
