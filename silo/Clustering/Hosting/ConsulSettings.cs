namespace Crm.Actors.Clustering.Consul;

/// <summary>What silo and gateway are told about Consul by their environments, the variables of Consul's own programs among it; see <c>env.example</c>.</summary>
public sealed class ConsulSettings
{
    private const string Off = "off";
    private const int LongestName = 63;

    /// <summary>The agent.</summary>
    public required Uri Address { get; init; }

    /// <summary>The ACL token; null for none.</summary>
    public required string? Token { get; init; }

    /// <summary>The PEM file of the authorities to trust; null for those of the machine.</summary>
    public required string? CaFile { get; init; }

    /// <summary>The PEM file of the certificate to show; null for none.</summary>
    public required string? CertificateFile { get; init; }

    /// <summary>The PEM file of its key; null when it is in the same file.</summary>
    public required string? KeyFile { get; init; }

    /// <summary>The folder in the key-value store.</summary>
    public required string Prefix { get; init; }

    /// <summary>The name of the service that the process is registered as; null when it is not.</summary>
    public required string? Service { get; init; }

    /// <param name="find">Gives the value of a variable, or null.</param>
    /// <param name="refuse">Makes the exception for a variable and what is wrong with it, the rest of a sentence without a secret.</param>
    /// <param name="service">The service's name unless another one is given.</param>
    public static ConsulSettings Read(Func<string, string?> find, Func<string, string, Exception> refuse, string service)
    {
        var settings = new ConsulSettings
        {
            Address = ReadAddress(find("CONSUL_HTTP_ADDR") ?? "http://127.0.0.1:8500", refuse),
            Token = find("CONSUL_HTTP_TOKEN"),
            CaFile = find("CONSUL_CACERT"),
            CertificateFile = find("CONSUL_CLIENT_CERT"),
            KeyFile = find("CONSUL_CLIENT_KEY"),
            Prefix = find("CRM_CONSUL_PREFIX") ?? "crm",
            Service = NullIfOff(find("CRM_CONSUL_SERVICE") ?? service),
        };
        settings.Check(refuse);
        return settings;
    }

    /// <summary>Sets the options of a silo or client.</summary>
    public void Configure(ConsulClusteringOptions options)
    {
        (options.Address, options.Token, options.Prefix) = (Address, Token, Prefix);
        (options.CaFile, options.CertificateFile, options.KeyFile) = (CaFile, CertificateFile, KeyFile);
    }

    /// <summary>Consul's own programs take it without the scheme, too.</summary>
    private static Uri ReadAddress(string text, Func<string, string, Exception> refuse)
    {
        var url = text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}";
        return Uri.TryCreate(url, UriKind.Absolute, out var address) && ConsulClusteringOptionsValidator.IsAddress(address)
            ? address
            : throw refuse("CONSUL_HTTP_ADDR", "must be a URL such as http://127.0.0.1:8500, without a user, a password or a path");
    }

    private void Check(Func<string, string, Exception> refuse)
    {
        if (!ConsulClusteringOptionsValidator.IsToken(Token))
            throw refuse("CONSUL_HTTP_TOKEN", "has a character that is not visible ASCII");
        if (!KeyText.IsFolder(Prefix))
            throw refuse("CRM_CONSUL_PREFIX", "must be a folder such as crm or apps/crm: letters, digits, '-', '_', '.' and, between parts, '/'");
        if (Service is not null && !IsLabel(Service))
            throw refuse("CRM_CONSUL_SERVICE", $"must have 1 to {LongestName} letters, digits and '-', not at an end, or be '{Off}'");
        CheckFile("CONSUL_CACERT", CaFile, static file => ConsulTls.ReadAuthorities(file), refuse);
        if (KeyFile is not null && CertificateFile is null)
            throw refuse("CONSUL_CLIENT_KEY", "needs CONSUL_CLIENT_CERT");
        CheckFile("CONSUL_CLIENT_CERT", CertificateFile, file => ConsulTls.ReadCertificate(file, KeyFile), refuse);
    }

    private void CheckFile(string variable, string? file, Func<string, object> read, Func<string, string, Exception> refuse)
    {
        if (file is null)
            return;
        if (Address.Scheme != Uri.UriSchemeHttps)
            throw refuse(variable, "is for an https:// address, which CONSUL_HTTP_ADDR is not");
        try
        {
            read(file);
        }
        catch (FormatException problem)
        {
            throw refuse(variable, problem.Message);
        }
    }

    private static string? NullIfOff(string name) => name == Off ? null : name;

    /// <summary>A label of DNS (RFC 1123), under which Consul answers for the service.</summary>
    private static bool IsLabel(string name) =>
        name.Length is >= 1 and <= LongestName && name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-') && name[0] != '-' && name[^1] != '-';
}
