namespace Crm.Actors.Contracts.ApiKeys.Events;

/// <summary>Something that happened to the API keys of a user. The hash of a secret travels to the row and is never in the log.</summary>
/// <param name="OwnerId">The user.</param>
/// <param name="KeyId">The key.</param>
public abstract record ApiKeyEvent(Guid OwnerId, Guid KeyId);
