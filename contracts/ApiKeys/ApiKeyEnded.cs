namespace Crm.Actors.Contracts.ApiKeys;

/// <summary>The key is good no more; gateways notice within 2 s.</summary>
[GenerateSerializer, Immutable, Alias("crm.ApiKeyEnded")]
public sealed record ApiKeyEnded([property: Id(0)] Guid KeyId);
