namespace Crm.Actors.Contracts.Auth;

/// <summary>Where a request came from, for the audit.</summary>
/// <param name="Address">The address that the gateway was called from, or null.</param>
/// <param name="UserAgent">The client's own words, up to 200 printable ASCII characters, or null.</param>
[GenerateSerializer, Immutable, Alias("crm.Origin")]
public sealed record Origin([property: Id(0)] string? Address, [property: Id(1)] string? UserAgent)
{
    /// <summary>The system itself.</summary>
    public static Origin System { get; } = new(null, null);
}
