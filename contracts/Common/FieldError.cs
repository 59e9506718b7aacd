namespace Crm.Actors.Contracts;

/// <summary>One wrong field of a request.</summary>
/// <param name="Pointer">JSON Pointer (RFC 6901) as a URI fragment, such as <c>#/amount</c>.</param>
/// <param name="Detail">What is wrong with it.</param>
[GenerateSerializer, Immutable, Alias("crm.FieldError")]
public sealed record FieldError([property: Id(0)] string Pointer, [property: Id(1)] string Detail);
