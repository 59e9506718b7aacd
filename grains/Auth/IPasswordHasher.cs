namespace Crm.Actors.Grains.Auth;

/// <summary>
/// Argon2id (RFC 9106) with today's parameters. Each call takes tens of milliseconds of a processor and tens of MiB: see
/// <see cref="PasswordWork"/>, which alone calls it.
/// </summary>
public interface IPasswordHasher
{
    /// <summary>A PHC string (<c>$argon2id$v=19$m=...,t=...,p=...$salt$hash</c>) with a new salt.</summary>
    string Hash(string password);

    /// <summary>Whether it is the password; takes as long when it is not.</summary>
    /// <param name="password">Any text.</param>
    /// <param name="hash">A PHC string; one that cannot be read fits no password.</param>
    bool Verify(string password, string hash);

    /// <summary>Whether the hash was made with other parameters than today's.</summary>
    bool NeedsRehash(string hash);
}
