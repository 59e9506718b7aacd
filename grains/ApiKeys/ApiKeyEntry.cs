using Crm.Actors.Contracts.ApiKeys;

namespace Crm.Actors.Grains.ApiKeys;

/// <summary>One key of a ring.</summary>
/// <param name="View">What may be seen of it; when it was last used is kept elsewhere.</param>
/// <param name="Hash">The hash of its secret; <see cref="ApiKeyHash.None"/> in a replayed state.</param>
public sealed record ApiKeyEntry(ApiKeyView View, ApiKeyHash Hash);
