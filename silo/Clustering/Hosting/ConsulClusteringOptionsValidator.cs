using Microsoft.Extensions.Options;

namespace Crm.Actors.Clustering.Consul;

/// <summary>Refuses to start with options that cannot work.</summary>
/// <param name="options">The options.</param>
internal sealed class ConsulClusteringOptionsValidator(IOptions<ConsulClusteringOptions> options) : IConfigurationValidator
{
    /// <inheritdoc/>
    /// <exception cref="OrleansConfigurationException">An option is missing or out of its range.</exception>
    public void ValidateConfiguration()
    {
        var checkedOptions = options.Value;
        Require(IsAddress(checkedOptions.Address), nameof(checkedOptions.Address), "must be http:// or https:// with a host, a port and nothing else");
        Require(IsToken(checkedOptions.Token), nameof(checkedOptions.Token), "must have visible ASCII characters alone");
        Require(KeyText.IsFolder(checkedOptions.Prefix), nameof(checkedOptions.Prefix), "must be a folder such as apps/orleans");
        Require(checkedOptions.RequestTimeout.TotalMilliseconds is >= 100 and <= 60_000, nameof(checkedOptions.RequestTimeout), "must be 100 ms to 1 min");
        Require(checkedOptions.Patience.TotalMilliseconds is >= 0 and <= 600_000, nameof(checkedOptions.Patience), "must be 0 to 10 min");
        Require(checkedOptions is { KeyFile: null } or { CertificateFile: not null }, nameof(checkedOptions.KeyFile), "needs a certificate");
        Check(nameof(checkedOptions.CaFile), checkedOptions.CaFile, static file => ConsulTls.ReadAuthorities(file));
        Check(nameof(checkedOptions.CertificateFile), checkedOptions.CertificateFile, file => ConsulTls.ReadCertificate(file, checkedOptions.KeyFile));
    }

    internal static bool IsAddress(Uri? address) =>
        address is { IsAbsoluteUri: true, Scheme: "http" or "https", PathAndQuery: "/", Fragment: "", UserInfo: "", Host.Length: > 0 };

    internal static bool IsToken(string? token) => token?.All(static c => c is > ' ' and <= '~') ?? true;

    private static void Check(string option, string? file, Func<string, object> read)
    {
        if (file is null)
            return;
        try
        {
            read(file);
        }
        catch (FormatException problem)
        {
            Require(holds: false, option, problem.Message);
        }
    }

    private static void Require(bool holds, string option, string rule)
    {
        if (!holds)
            throw new OrleansConfigurationException($"Clustering with Consul: {option} {rule}.");
    }
}
