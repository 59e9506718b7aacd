namespace Crm.Actors.Clustering.Consul;

/// <summary>How silos and clients reach Consul, and where in it the membership is. Checked when the silo or client starts.</summary>
public sealed class ConsulClusteringOptions
{
    /// <summary>The agent: <c>http://</c> or <c>https://</c>, host and port alone.</summary>
    public Uri Address { get; set; } = new("http://127.0.0.1:8500");

    /// <summary>The ACL token; null without ACLs. It has to write keys below <see cref="Prefix"/>, and services where they are registered.</summary>
    public string? Token { get; set; }

    /// <summary>A PEM file with the authorities to trust for https; null for those of the machine.</summary>
    public string? CaFile { get; set; }

    /// <summary>A PEM file with the certificate to show; null for none.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>A PEM file with the certificate's private key, without a password; null when it is in <see cref="CertificateFile"/>.</summary>
    public string? KeyFile { get; set; }

    /// <summary>The folder of the key-value store that has a folder for each service: letters, digits, '-', '_', '.' and, between parts, '/'.</summary>
    public string Prefix { get; set; } = "orleans";

    /// <summary>How long an answer may take, 100 ms to 1 min.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long what gets no answer is repeated, up to 10 min: longer than an election of Consul's leader takes.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(10);
}
