namespace Crm.Actors.Contracts.Users;

/// <summary>How many sessions were ended.</summary>
[GenerateSerializer, Immutable, Alias("crm.SessionsRevoked")]
public sealed record SessionsRevoked([property: Id(0)] int Count);
