using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Crm.Actors.TestKit.Postgres;
using Crm.Actors.TestKit.Running;

namespace Crm.Actors.TestKit.Consul;

/// <summary>
/// A Consul of its own for tests: one server that leads itself, on free loopback ports, with a data folder that survives a kill and is deleted at the
/// end. It stops when this process ends, however it ends, and runs as the user that we are.
/// </summary>
public sealed class ConsulServer : IAsyncDisposable
{
    // The server ends with the shell's input, which is open as long as we live.
    private const string RunScript = """
        exec 3<&0
        "$@" </dev/null 3<&- >&2 & server=$!
        echo "$server"
        (read -r _ <&3; kill -TERM "$server"; kill -CONT "$server") >/dev/null 2>&1 & watcher=$!
        wait "$server"; status=$?
        kill "$watcher" 2>/dev/null
        exit "$status"
        """;

    // Gossip needs a port of both protocols, and Ports keeps the other one of each of its ports; nobody has anything on this address.
    private const string GossipAddress = "127.0.0.2";

    private const int LinesKept = 200;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConsulServerOptions _options;
    private readonly ConsulFolder _folder;
    private readonly HttpClient _http;
    private Process? _shell;
    private int _serverId;

    private ConsulServer(ConsulServerOptions options)
    {
        (_options, _folder) = (options, new ConsulFolder(options));
        _http = new HttpClient { BaseAddress = new Uri(Url), Timeout = TimeSpan.FromSeconds(5) };
        if (options.Acl)
            _http.DefaultRequestHeaders.Add("X-Consul-Token", ManagementToken);
        Api = new ConsulApi(_http);
    }

    /// <summary>Of HTTP; the same after a restart.</summary>
    public int Port => _folder.Port;

    public string Url => UrlAt(Port);

    /// <summary>With <see cref="ConsulServerOptions.Tls"/>.</summary>
    public string TlsUrl => $"https://127.0.0.1:{_folder.TlsPort}";

    /// <summary>Null without TLS.</summary>
    public ConsulCertificates? Certificates => _folder.Certificates;

    /// <summary>May do everything, with <see cref="ConsulServerOptions.Acl"/>.</summary>
    public string ManagementToken => _folder.ManagementToken;

    /// <summary>Asks it behind everybody's back.</summary>
    public ConsulApi Api { get; }

    /// <summary>Its newest log lines, for messages.</summary>
    public string Log => string.Join('\n', _lines);

    /// <summary>Makes and starts a server.</summary>
    /// <exception cref="InvalidOperationException">Consul is not there, or does not start; its log is in the message.</exception>
    public static async Task<ConsulServer> StartNewAsync(ConsulServerOptions? options = null)
    {
        var server = new ConsulServer(options ?? new ConsulServerOptions());
        try
        {
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Where to connect when something between us and the server listens on another port.</summary>
    public static string UrlAt(int port) => $"http://127.0.0.1:{port}";

    /// <summary>Starts a killed server on what it had stored, and waits until it leads.</summary>
    public async Task StartAsync()
    {
        var start = new ProcessStartInfo(
            "/bin/sh", ["-c", RunScript, "sh", ConsulBinary.Find(), "agent", $"-config-file={_folder.SettingsFile}", $"-serf-lan-bind={GossipAddress}"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.FullName,
        };
        foreach (var foreign in start.Environment.Keys.Where(static name => name.StartsWith("CONSUL_", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(foreign);
        _shell = Process.Start(start)!;
        _shell.ErrorDataReceived += Keep;
        _shell.BeginErrorReadLine();
        _serverId = int.Parse(await _shell.StandardOutput.ReadLineAsync() ?? "", CultureInfo.InvariantCulture);
        await Condition.WaitAsync(IsReadyAsync, Patience, () => $"Consul on port {Port}\n{Log}");
    }

    /// <summary>kill -9; what was stored stays.</summary>
    public async Task KillAsync()
    {
        if (_shell is not { HasExited: false } shell)
            return;
        UnprivilegedProcess.Signal(_serverId, UnprivilegedProcess.Kill);
        await shell.WaitForExitAsync();
        shell.Dispose();
        _shell = null;
    }

    /// <summary>SIGSTOP: connections stay open and nothing answers.</summary>
    public void Freeze() => UnprivilegedProcess.Signal(_serverId, UnprivilegedProcess.Stop);

    /// <summary>SIGCONT: undoes <see cref="Freeze"/>.</summary>
    public void Resume() => UnprivilegedProcess.Signal(_serverId, UnprivilegedProcess.Continue);

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _http.Dispose();
        _folder.Delete();
    }

    private async Task<bool> IsReadyAsync()
    {
        if (_shell is { HasExited: true })
            throw new InvalidOperationException($"Consul does not start:\n{Log}");
        return _options.Leaderless ? await Api.AnswersAsync() : await Api.HasLeaderAsync();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
            return;
        _lines.Enqueue(line.Data);
        while (_lines.Count > LinesKept)
            _lines.TryDequeue(out _);
    }
}
