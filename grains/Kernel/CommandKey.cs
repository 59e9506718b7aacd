namespace Crm.Actors.Grains.Kernel;

/// <summary>An idempotency key with the command that it stands for.</summary>
/// <param name="CallerId">The caller that the key belongs to.</param>
/// <param name="Key">The client's text.</param>
/// <param name="RequestHash">Tells a retry from another request under the same key.</param>
/// <param name="AggregateId">The aggregate that accepted the command.</param>
/// <param name="Version">The version that the command left.</param>
public readonly record struct CommandKey(Guid CallerId, string Key, Guid RequestHash, Guid AggregateId, long Version);
