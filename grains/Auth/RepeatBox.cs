using System.Security.Cryptography;
using System.Text;

namespace Crm.Actors.Grains.Auth;

/// <summary>
/// The next refresh token, sealed so that a repeated request gets it again although stores keep hashes only: it opens with the token
/// that was exchanged and the <c>Idempotency-Key</c> of the exchange, which only the client has.
/// </summary>
public static class RepeatBox
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>What a store keeps of an <c>Idempotency-Key</c>: 64 hexadecimal digits.</summary>
    public static string HashOf(string idempotencyKey) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(idempotencyKey)));

    /// <summary>AES-256-GCM; nonce, ciphertext and tag in base64.</summary>
    public static string Seal(RefreshToken next, RefreshToken presented, string idempotencyKey)
    {
        var box = new byte[NonceBytes + next.Secret.Length + TagBytes];
        var nonce = box.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(KeyOf(presented, idempotencyKey), TagBytes);
        aes.Encrypt(nonce, next.Secret, box.AsSpan(NonceBytes, next.Secret.Length), box.AsSpan(box.Length - TagBytes));
        return Convert.ToBase64String(box);
    }

    /// <summary>The sealed token; null when the box was made for another token or key.</summary>
    public static RefreshToken? Open(string sealedText, RefreshToken presented, string idempotencyKey)
    {
        var box = Convert.FromBase64String(sealedText);
        var secret = new byte[box.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(KeyOf(presented, idempotencyKey), TagBytes);
        try
        {
            aes.Decrypt(box.AsSpan(0, NonceBytes), box.AsSpan(NonceBytes, secret.Length), box.AsSpan(box.Length - TagBytes), secret);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        return RefreshToken.TryParse(System.Buffers.Text.Base64Url.EncodeToString(secret), out var token) ? token : null;
    }

    private static byte[] KeyOf(RefreshToken presented, string idempotencyKey) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, presented.Secret.ToArray(), 32, info: Encoding.UTF8.GetBytes($"crm refresh repeat\n{idempotencyKey}"));
}
