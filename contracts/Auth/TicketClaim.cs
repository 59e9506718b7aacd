namespace Crm.Actors.Contracts.Auth;

/// <summary>One claim of an access token.</summary>
/// <param name="Type">Its name, such as <c>roles</c>; a claim with several values is there several times.</param>
/// <param name="Value">Its value as text.</param>
/// <param name="ValueType">What kind of value the text stands for.</param>
[GenerateSerializer, Immutable, Alias("crm.TicketClaim")]
public sealed record TicketClaim([property: Id(0)] string Type, [property: Id(1)] string Value, [property: Id(2)] string ValueType);
