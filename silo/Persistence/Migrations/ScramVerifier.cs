using System.Security.Cryptography;
using System.Text;

namespace Crm.Actors.Persistence.Migrations;

/// <summary>
/// The form in which PostgreSQL keeps a password (SCRAM-SHA-256, RFC 5802 and RFC 7677). Computed here, so that the password
/// itself never travels in a statement that the server might log.
/// </summary>
internal static class ScramVerifier
{
    private const int Iterations = 4096;

    /// <summary>The verifier. Normalized exactly as Npgsql does it when it logs in.</summary>
    public static string ForPassword(string password)
    {
        password = password.Normalize(NormalizationForm.FormKC);
        Span<byte> salt = stackalloc byte[16];
        RandomNumberGenerator.Fill(salt);
        var salted = Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, HashAlgorithmName.SHA256, 32);
        var storedKey = SHA256.HashData(HMACSHA256.HashData(salted, "Client Key"u8));
        var serverKey = HMACSHA256.HashData(salted, "Server Key"u8);
        return new StringBuilder("SCRAM-SHA-256$")
            .Append(Iterations).Append(':').Append(Convert.ToBase64String(salt))
            .Append('$').Append(Convert.ToBase64String(storedKey))
            .Append(':').Append(Convert.ToBase64String(serverKey))
            .ToString();
    }
}
