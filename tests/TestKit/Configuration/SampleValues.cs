using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Crm.Actors.TestKit.Configuration;

/// <summary>
/// Values that silo and gateway take, for every variable that <c>env.example</c> knows. Each value that would be a secret has <see cref="Mark"/> in it. A
/// variable that is empty there and like none of those below needs a line here.
/// </summary>
public sealed class SampleValues : IDisposable
{
    /// <summary>Is in every secret, and nowhere else.</summary>
    public const string Mark = "m4rk3d-s3cr3t";

    private readonly string _folder = Directory.CreateTempSubdirectory("crm-settings-").FullName;

    private readonly string _certificate;
    private readonly string _certificateKey;

    public SampleValues()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=crm", key, HashAlgorithmName.SHA256).CreateSelfSigned(now, now.AddDays(1));
        (_certificate, _certificateKey) = (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>What has to be set for everything to start; the rest as in the example, or not at all where that is empty.</summary>
    public static Dictionary<string, string> Least() => EnvExample.Read()
        .Select(static variable => (variable.Name, Value: variable.Name == "AUTH_JWT_SECRET" ? Secret() : Marked(variable.Value)))
        .Where(static variable => variable.Value.Length > 0)
        .ToDictionary(static variable => variable.Name, static variable => variable.Value, StringComparer.Ordinal);

    /// <summary>All variables that there are.</summary>
    public Dictionary<string, string> All()
    {
        var all = EnvExample.Read()
            .ToDictionary(static variable => variable.Name, variable => variable.Value.Length > 0 ? Marked(variable.Value) : Sample(variable.Name), StringComparer.Ordinal);
        // The certificates need it.
        all["CONSUL_HTTP_ADDR"] = "https://127.0.0.1:8501";
        return all;
    }

    /// <summary>As given, with every value in a file of its own that is named instead.</summary>
    public Dictionary<string, string> InFiles(IReadOnlyDictionary<string, string> values) =>
        values.ToDictionary(static value => $"{value.Key}_FILE", value => Write(value.Key, $"{value.Value}\n"), StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The passwords of the example.</summary>
    private static string Marked(string value) => value.Replace("change-me", Mark, StringComparison.Ordinal);

    private static string Secret() => $"{Mark}-{Mark}-{Mark}";

    private string Sample(string name) => name switch
    {
        "CRM_FAULTS" => "never:1000000",
        "CRM_REDIS_PREFIX" => "one",
        "RABBITMQ_URL" => $"amqp://crm:{Mark}@broker:5672/%2F",
        "AUTH_ADMIN_EMAIL" => "root@example.com",
        "AUTH_JWT_KEY_FILES" => Write("ec.pem", _certificateKey),
        "AUTH_JWT_PREVIOUS_SECRETS" => $"{Secret()}-1,{Secret()}-2",
        "TELEGRAM_BOT_TOKEN" => $"100200300:{Mark}",
        "OTEL_EXPORTER_OTLP_HEADERS" => $"authorization=Bearer {Mark}",
        "OTEL_SERVICE_NAME" or "CRM_CONSUL_SERVICE" => "crm-other",
        "CRM_TRUSTED_PROXIES" => "10.0.0.0/8,::1",
        "CRM_CORS_ORIGINS" => "https://app.example.com",
        "CONSUL_CACERT" or "CONSUL_CLIENT_CERT" => Write("certificate.pem", _certificate),
        "CONSUL_CLIENT_KEY" => Write("certificate.key", _certificateKey),
        _ when name.EndsWith("REDIS_URL", StringComparison.Ordinal) => $"redis://crm:{Mark}@redis:6379/1",
        _ when name.EndsWith("_PASSWORD", StringComparison.Ordinal) || name.EndsWith("_SECRET", StringComparison.Ordinal) || name.EndsWith("_TOKEN", StringComparison.Ordinal) => Secret(),
        _ when name.EndsWith("_URL", StringComparison.Ordinal) || name.EndsWith("_ENDPOINT", StringComparison.Ordinal) => "http://127.0.0.1:4318",
        _ => throw new InvalidOperationException($"{name} is empty in env.example: give it a value that it takes in SampleValues.cs."),
    };

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
