using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Crm.Actors.Clustering.Consul;

/// <summary>Certificates from PEM files: whom to trust, and who we are.</summary>
internal static class ConsulTls
{
    /// <summary>What connections use. Without a file of authorities, those of the machine count.</summary>
    /// <exception cref="FormatException">A file cannot be used.</exception>
    public static SslClientAuthenticationOptions Options(ConsulClusteringOptions options)
    {
        var tls = new SslClientAuthenticationOptions();
        if (options.CaFile is { } authorities)
        {
            // The name in the agent's certificate is checked as ever.
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.AddRange(ReadAuthorities(authorities));
            tls.CertificateChainPolicy = policy;
        }

        if (options.CertificateFile is { } file)
        {
            var certificate = ReadCertificate(file, options.KeyFile);
            tls.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
        }

        return tls;
    }

    /// <exception cref="FormatException">What is wrong, as the rest of a sentence that begins with the setting.</exception>
    public static X509Certificate2Collection ReadAuthorities(string file)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(file);
        }
        catch (Exception problem) when (IsOfFile(problem))
        {
            throw new FormatException($"names a file that cannot be read: {file}", problem);
        }
        catch (CryptographicException problem)
        {
            throw new FormatException($"names a file with a damaged certificate: {file}", problem);
        }

        return authorities.Count > 0 ? authorities : throw new FormatException($"names a file without a certificate (PEM): {file}");
    }

    /// <param name="file">The certificate.</param>
    /// <param name="keyFile">Its private key; null when it is in the same file.</param>
    /// <exception cref="FormatException">What is wrong, as the rest of a sentence that begins with the setting.</exception>
    public static X509Certificate2 ReadCertificate(string file, string? keyFile)
    {
        var files = $"{file}{(keyFile is null ? "" : $" and {keyFile}")}";
        string certificate, key;
        try
        {
            certificate = File.ReadAllText(file);
            key = keyFile is null ? certificate : File.ReadAllText(keyFile);
        }
        catch (Exception problem) when (IsOfFile(problem))
        {
            throw new FormatException($"names a file that cannot be read: {files}", problem);
        }

        try
        {
            return X509Certificate2.CreateFromPem(certificate, key);
        }
        catch (Exception problem) when (problem is CryptographicException or ArgumentException)
        {
            throw new FormatException($"names no certificate with its private key (PEM, without a password): {files}", problem);
        }
    }

    private static bool IsOfFile(Exception problem) => problem is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;
}
