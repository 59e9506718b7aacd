using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Auth;

/// <summary>The users whose rights changed within some time, each once.</summary>
[GenerateSerializer, Immutable, Alias("crm.RightsChanges")]
public sealed record RightsChanges([property: Id(0)] ImmutableArray<RightsChange> Items);
