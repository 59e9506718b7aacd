namespace Crm.Actors.Grains.Auth;

/// <summary>A request to exchange a refresh token.</summary>
/// <param name="Presented">The token that the client has.</param>
/// <param name="Next">The one that it shall have.</param>
/// <param name="Now">UTC, whole milliseconds.</param>
/// <param name="ExpiresAt">When the next token ends.</param>
/// <param name="RepeatKey">Hash of the <c>Idempotency-Key</c>; null without one.</param>
/// <param name="Sealed">A <see cref="RepeatBox"/> for it; null without one.</param>
[GenerateSerializer, Immutable, Alias("crm.TokenExchange")]
public sealed record TokenExchange(
    [property: Id(0)] TokenHash Presented,
    [property: Id(1)] TokenHash Next,
    [property: Id(2)] DateTimeOffset Now,
    [property: Id(3)] DateTimeOffset ExpiresAt,
    [property: Id(4)] string? RepeatKey,
    [property: Id(5)] string? Sealed)
{
    /// <summary>How long after its exchange a token is taken for that of a lost answer or another tab, and not for a stolen one.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);
}
