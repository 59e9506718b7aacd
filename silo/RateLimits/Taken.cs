using System.Runtime.InteropServices;

namespace Crm.Actors.RateLimits;

/// <summary>What came of asking a bucket for a token.</summary>
/// <param name="Remaining">Tokens that are left.</param>
/// <param name="Wait">Microseconds until there is a token; 0 when one was taken.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Taken(int Remaining, long Wait)
{
    private const long Second = 1_000_000;

    public bool IsRefused => Wait > 0;

    /// <summary>Whole seconds to wait, for <c>Retry-After</c> (RFC 9110 section 10.2.3).</summary>
    public int RetryAfter => (int)((Wait + Second - 1) / Second);
}
