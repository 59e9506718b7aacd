using System.Collections.Immutable;
using Crm.Actors.Contracts;

namespace Crm.Actors.Gateway.DeadLetters;

/// <summary>Which dead letters somebody wants replayed or dropped.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Ids">Their ids; empty for all.</param>
internal sealed record WhichLetters(Caller Caller, ImmutableArray<string> Ids);
