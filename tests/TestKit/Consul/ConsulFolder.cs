using System.Security.Cryptography;
using System.Text.Json;
using Crm.Actors.TestKit.Network;

namespace Crm.Actors.TestKit.Consul;

/// <summary>All that a server keeps, and the ports by which it is private.</summary>
internal sealed class ConsulFolder
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"crm-consul-{RandomNumberGenerator.GetHexString(12, lowercase: true)}");

    public ConsulFolder(ConsulServerOptions options)
    {
        Directory.CreateDirectory(_path);
        Certificates = options.Tls ? new ConsulCertificates(_path) : null;
        File.WriteAllText(SettingsFile, JsonSerializer.Serialize(Settings(options)));
    }

    public string FullName => _path;

    public string SettingsFile => Path.Combine(_path, "consul.json");

    /// <summary>Null without TLS.</summary>
    public ConsulCertificates? Certificates { get; }

    public int Port { get; } = Ports.Free();

    public int TlsPort { get; } = Ports.Free();

    public string ManagementToken { get; } = new Guid(RandomNumberGenerator.GetBytes(16)).ToString();

    public void Delete() => Directory.Delete(_path, recursive: true);

    private Dictionary<string, object> Settings(ConsulServerOptions options)
    {
        var settings = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["server"] = true,
            ["bootstrap_expect"] = options.Leaderless ? 3 : 1,
            ["node_name"] = "crm-test",
            ["data_dir"] = Path.Combine(_path, "data"),
            ["bind_addr"] = "127.0.0.1",
            ["advertise_addr"] = "127.0.0.1",
            ["client_addr"] = "127.0.0.1",
            ["ports"] = new Dictionary<string, int>(StringComparer.Ordinal)
            {
                ["http"] = Port,
                ["https"] = options.Tls ? TlsPort : -1,
                ["server"] = Ports.Free(),
                ["serf_lan"] = Ports.Free(),
                ["serf_wan"] = -1,
                ["dns"] = -1,
                ["grpc"] = -1,
            },
            // The second is how long it keeps callers waiting for a leader before it says that there is none.
            ["performance"] = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["raft_multiplier"] = 1,
                ["rpc_hold_timeout"] = options.Leaderless ? "200ms" : "7s",
            },
            ["disable_update_check"] = true,
            ["log_level"] = "warn",
        };
        if (options.Acl)
        {
            settings["acl"] = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["enabled"] = true,
                ["default_policy"] = "deny",
                ["tokens"] = new Dictionary<string, string>(StringComparer.Ordinal) { ["master"] = ManagementToken },
            };
        }

        if (Certificates is { } certificates)
        {
            settings["ca_file"] = certificates.Authority;
            settings["cert_file"] = certificates.Server;
            settings["key_file"] = certificates.ServerKey;
            settings["verify_incoming_https"] = true;
        }

        return settings;
    }
}
