using System.Collections.Immutable;

namespace Crm.Actors.Gateway.ApiKeys;

/// <summary>The key that a caller came with, and what it may be used for.</summary>
internal sealed record ApiKeyRight(ApiKeyCredential Credential, ImmutableArray<string> Scopes);
