namespace Crm.Actors.Contracts.ApiKeys;

/// <summary>A new API key.</summary>
/// <param name="Key">What can be seen of it later.</param>
/// <param name="Text">The key itself (<see cref="ApiKeyText"/>); null when the command was repeated, because it is kept nowhere.</param>
[GenerateSerializer, Immutable, Alias("crm.CreatedApiKey")]
public sealed record CreatedApiKey([property: Id(0)] ApiKeyView Key, [property: Id(1)] string? Text)
{
    /// <summary>Without the key: secrets are not for logs.</summary>
    public override string ToString() => nameof(CreatedApiKey);
}
