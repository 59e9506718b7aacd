namespace Crm.Actors.Contracts.Deals;

/// <summary>
/// Takes back one's own change of a deal: every field that it changed gets the value from before, by a new event. Refused when one of
/// these fields was changed again since. An undo is a change like any other, and can be undone.
/// </summary>
/// <param name="Context">Who, and under which conditions.</param>
/// <param name="Version">The version that the change made.</param>
[GenerateSerializer, Immutable, Alias("crm.UndoDealChange")]
public sealed record UndoDealChange([property: Id(0)] CommandContext Context, [property: Id(1)] long Version);
