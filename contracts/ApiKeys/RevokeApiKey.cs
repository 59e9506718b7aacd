using Crm.Actors.Contracts.Auth;

namespace Crm.Actors.Contracts.ApiKeys;

/// <summary>Ends an API key: one's own, or any for administrators.</summary>
[GenerateSerializer, Immutable, Alias("crm.RevokeApiKey")]
public sealed record RevokeApiKey([property: Id(0)] CommandContext Context, [property: Id(1)] Origin Origin, [property: Id(2)] Guid KeyId);
