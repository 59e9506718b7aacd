namespace Crm.Actors.Grains.Auth;

/// <summary>How an exchange ended.</summary>
/// <param name="Outcome">The end.</param>
/// <param name="Session">The session as it is now, as it was after the repeated exchange, or as it was when it was ended for reuse; null when the token is not known.</param>
/// <param name="Sealed">For <see cref="ExchangeOutcome.Repeated"/>: the box with the token that was given then.</param>
[GenerateSerializer, Immutable, Alias("crm.ExchangeResult")]
public sealed record ExchangeResult(
    [property: Id(0)] ExchangeOutcome Outcome,
    [property: Id(1)] StoredSession? Session,
    [property: Id(2)] string? Sealed)
{
    public static ExchangeResult Unknown { get; } = new(ExchangeOutcome.Unknown, null, null);
}

/// <summary>The possible ends of an exchange.</summary>
[GenerateSerializer, Alias("crm.ExchangeOutcome")]
public enum ExchangeOutcome
{
    /// <summary>No such token, or its session has ended.</summary>
    Unknown = 0,

    /// <summary>The next token is good from now on, the presented one no more.</summary>
    Exchanged = 1,

    /// <summary>The same exchange was made within <see cref="TokenExchange.Grace"/>; nothing changed.</summary>
    Repeated = 2,

    /// <summary>The token was exchanged within <see cref="TokenExchange.Grace"/> by another request; nothing changed.</summary>
    Raced = 3,

    /// <summary>The token was exchanged earlier: somebody else has it. The session was ended (RFC 9700 section 4.14.2).</summary>
    Reused = 4,
}
