using NSec.Cryptography;

namespace Crm.Actors.Silo.Passwords;

/// <summary>What a password hash costs (RFC 9106 section 3.1). The defaults are above OWASP's least (19 MiB, two passes, one lane).</summary>
internal sealed record Argon2Options
{
    /// <summary>OWASP, Password Storage Cheat Sheet.</summary>
    public const int MinMemoryKiB = 19 * 1024;

    public const int MaxMemoryKiB = 1024 * 1024;
    public const int MinPasses = 2;
    public const int MaxPasses = 64;

    /// <summary>KiB, <see cref="MinMemoryKiB"/> to <see cref="MaxMemoryKiB"/>.</summary>
    public int MemoryKiB { get; init; } = 32 * 1024;

    /// <summary><see cref="MinPasses"/> to <see cref="MaxPasses"/>.</summary>
    public int Passes { get; init; } = 3;

    public Argon2Parameters ToParameters() => new() { DegreeOfParallelism = 1, MemorySize = MemoryKiB, NumberOfPasses = Passes };
}
