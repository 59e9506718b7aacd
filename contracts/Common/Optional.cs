namespace Crm.Actors.Contracts;

/// <summary>A member of a merge patch (RFC 7396): absent, or present with a value that may be null.</summary>
/// <typeparam name="T">The member's type.</typeparam>
/// <param name="IsSet">Whether the member was present.</param>
/// <param name="Value">Its value; meaningless when absent.</param>
[GenerateSerializer, Immutable, Alias("crm.Optional`1")]
public readonly record struct Optional<T>([property: Id(0)] bool IsSet, [property: Id(1)] T Value)
{
    public static implicit operator Optional<T>(T value) => new(true, value);
}
