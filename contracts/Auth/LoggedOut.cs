namespace Crm.Actors.Contracts.Auth;

/// <summary>The session has ended, or there was none.</summary>
[GenerateSerializer, Immutable, Alias("crm.LoggedOut")]
public sealed record LoggedOut;
