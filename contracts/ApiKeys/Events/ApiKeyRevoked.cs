namespace Crm.Actors.Contracts.ApiKeys.Events;

/// <summary>An API key was ended by its owner or an administrator.</summary>
[EventType("api_key.revoked", 1)]
public sealed record ApiKeyRevoked(Guid OwnerId, Guid KeyId) : ApiKeyEvent(OwnerId, KeyId);
