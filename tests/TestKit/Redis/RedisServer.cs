using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Crm.Actors.TestKit.Network;
using Crm.Actors.TestKit.Postgres;
using Crm.Actors.TestKit.Running;

namespace Crm.Actors.TestKit.Redis;

/// <summary>A Redis of its own for tests: on a free loopback port, with a password, without a file. It stops when this process ends, however it ends.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    // The server ends with the shell's input, which is open as long as we live.
    private const string RunScript = """
        exec 3<&0
        "$@" </dev/null 3<&- >&2 & server=$!
        echo "$server"
        (read -r _ <&3; kill -TERM "$server") >/dev/null 2>&1 & watcher=$!
        wait "$server"; status=$?
        kill "$watcher" 2>/dev/null
        exit "$status"
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private Process? _shell;
    private int _serverId;
    private volatile string _lastLine = "";

    private RedisServer()
    {
    }

    /// <summary>The same after a restart.</summary>
    public int Port { get; } = Ports.Free();

    public string Password { get; } = RandomNumberGenerator.GetHexString(24);

    public string Url => UrlAt(Port);

    /// <summary>Makes and starts a server.</summary>
    /// <exception cref="InvalidOperationException">Redis is not installed: a missing server fails the tests, it never skips them.</exception>
    public static async Task<RedisServer> StartNewAsync()
    {
        var server = new RedisServer();
        await server.StartAsync();
        return server;
    }

    /// <summary>Where to connect when something between us and the server listens on another port.</summary>
    public string UrlAt(int port) => $"redis://:{Password}@127.0.0.1:{port}/0";

    /// <summary>Starts a killed server, which has forgotten everything, and waits until it answers.</summary>
    public async Task StartAsync()
    {
        var program = Environment.GetEnvironmentVariable("REDIS_SERVER") is { Length: > 0 } chosen ? chosen : "redis-server";
        _shell = UnprivilegedProcess.StartShell(
            RunScript, program, "--port", $"{Port}", "--bind", "127.0.0.1", "--requirepass", Password, "--save", "", "--appendonly", "no", "--dir", "/tmp");
        _shell.ErrorDataReceived += (_, line) => _lastLine = line.Data ?? _lastLine;
        _shell.BeginErrorReadLine();
        _serverId = int.Parse(await _shell.StandardOutput.ReadLineAsync() ?? "", CultureInfo.InvariantCulture);
        await Condition.WaitAsync(AnswersAsync, Patience, () => $"Redis on port {Port} (Debian: redis-server; elsewhere set REDIS_SERVER)");
    }

    /// <summary>kill -9; all that it had is gone.</summary>
    public async Task KillAsync()
    {
        if (_shell is not { HasExited: false } shell)
            return;
        UnprivilegedProcess.Signal(_serverId, UnprivilegedProcess.Kill);
        await shell.WaitForExitAsync();
        shell.Dispose();
        _shell = null;
    }

    /// <summary>SIGSTOP: connections stay and nothing answers; what it has is kept.</summary>
    public void Freeze() => UnprivilegedProcess.Signal(_serverId, UnprivilegedProcess.Stop);

    /// <summary>SIGCONT: undoes <see cref="Freeze"/>.</summary>
    public void Resume() => UnprivilegedProcess.Signal(_serverId, UnprivilegedProcess.Continue);

    public async ValueTask DisposeAsync() => await KillAsync();

    private async Task<bool> AnswersAsync()
    {
        if (_shell is { HasExited: true })
            throw new InvalidOperationException($"Redis does not start: {_lastLine}");
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", Port);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"AUTH {Password}\r\nPING\r\n"));
            using var reader = new StreamReader(client.GetStream());
            return await reader.ReadLineAsync() == "+OK" && await reader.ReadLineAsync() == "+PONG";
        }
        catch (Exception notYet) when (notYet is SocketException or IOException)
        {
            return false;
        }
    }
}
