using System.Security.Cryptography;
using System.Text;
using Crm.Actors.Grains.Auth;
using NSec.Cryptography;

namespace Crm.Actors.Silo.Passwords;

/// <summary>Argon2id of libsodium, through NSec.</summary>
internal sealed class Argon2PasswordHasher(Argon2Options options) : IPasswordHasher
{
    private const int SaltBytes = 16;
    private const int HashBytes = 32;

    /// <inheritdoc/>
    public string Hash(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        return new PhcString(options, salt, Derive(options, password, salt, HashBytes)).ToString();
    }

    /// <inheritdoc/>
    public bool Verify(string password, string hash) =>
        PhcString.TryParse(hash, out var phc)
        && phc.Salt.Length == SaltBytes
        && CryptographicOperations.FixedTimeEquals(Derive(phc.Options, password, phc.Salt, phc.Hash.Length), phc.Hash);

    /// <inheritdoc/>
    public bool NeedsRehash(string hash) =>
        !PhcString.TryParse(hash, out var phc) || phc.Options != options || phc.Hash.Length != HashBytes;

    private static byte[] Derive(Argon2Options costs, string password, byte[] salt, int length)
    {
        var bytes = Encoding.UTF8.GetBytes(password);
        try
        {
            return PasswordBasedKeyDerivationAlgorithm.Argon2id(costs.ToParameters()).DeriveBytes(bytes, salt, length);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}
