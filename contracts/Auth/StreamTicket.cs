namespace Crm.Actors.Contracts.Auth;

/// <summary>A ticket, which nobody but the client keeps.</summary>
/// <param name="Text">Opaque: 32 random bytes in base64url, 43 characters.</param>
/// <param name="Lifetime">How long it is good, unless it is used before.</param>
[GenerateSerializer, Immutable, Alias("crm.StreamTicket")]
public sealed record StreamTicket([property: Id(0)] string Text, [property: Id(1)] TimeSpan Lifetime)
{
    /// <summary>Without the ticket: secrets are not for logs.</summary>
    public override string ToString() => nameof(StreamTicket);
}
