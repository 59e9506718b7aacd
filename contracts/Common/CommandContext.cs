namespace Crm.Actors.Contracts;

/// <summary>What every command carries beside its own fields.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="IdempotencyKey">The client's <c>Idempotency-Key</c> (1 to 255 visible ASCII characters), or null.
/// A key belongs to its caller: the same key of two callers names two commands.</param>
/// <param name="RequestHash">128 bits of SHA-256 over method, path and body; tells a retry from another request under the same key.</param>
/// <param name="IfMatch">The version that the client requires (RFC 9110 section 13.1.1), or null for any.</param>
[GenerateSerializer, Immutable, Alias("crm.CommandContext")]
public sealed record CommandContext(
    [property: Id(0)] Caller Caller,
    [property: Id(1)] string? IdempotencyKey,
    [property: Id(2)] Guid RequestHash,
    [property: Id(3)] long? IfMatch)
{
    /// <summary>
    /// When nobody waits for the command any more and whoever sent it may have been answered otherwise, so that it is not begun; null for never. By the
    /// clock of the sender, which is the silo's within a second or two.
    /// </summary>
    [Id(4)]
    public DateTimeOffset? Until { get; init; }
}
