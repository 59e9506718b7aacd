using Crm.Actors.Contracts.Auth;

namespace Crm.Actors.Contracts.ApiKeys;

/// <summary>An API key that somebody presents. The secret itself stays in the gateway.</summary>
[GenerateSerializer, Immutable, Alias("crm.PresentedApiKey")]
public sealed record PresentedApiKey([property: Id(0)] Guid KeyId, [property: Id(1)] ApiKeyHash Hash, [property: Id(2)] Origin Origin)
{
    /// <summary>Without the hash: secrets are not for logs.</summary>
    public override string ToString() => $"{nameof(PresentedApiKey)} {KeyId}";
}
