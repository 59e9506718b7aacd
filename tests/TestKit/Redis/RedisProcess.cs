using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Crm.Actors.TestKit.Postgres;
using Crm.Actors.TestKit.Running;

namespace Crm.Actors.TestKit.Redis;

/// <summary>One <c>redis-server</c>, with a folder of its own. It stops when this process ends, however it ends.</summary>
/// <param name="port">Where it listens, on loopback.</param>
/// <param name="password">What it asks for; empty for nothing.</param>
internal sealed class RedisProcess(int port, string password)
{
    // The server ends with the shell's input, which is open as long as we live.
    private const string RunScript = """
        exec 3<&0
        folder=$(mktemp -d /tmp/crm-redis.XXXXXX) || exit 1
        printf '%s\ndir %s\n' "$1" "$folder" > "$folder/redis.conf"
        program=$2
        shift 2
        "$program" "$folder/redis.conf" "$@" </dev/null 3<&- >&2 & server=$!
        echo "$server"
        (read -r _ <&3; kill -TERM "$server") >/dev/null 2>&1 & watcher=$!
        wait "$server"; status=$?
        kill "$watcher" 2>/dev/null
        rm -rf "$folder"
        exit "$status"
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(2);

    private Process? _shell;
    private int _serverId;
    private volatile string _lastLine = "";

    public int Port => port;

    /// <summary>Starts it and waits until it answers.</summary>
    /// <param name="config">Lines of its file, beside port and password.</param>
    /// <param name="options">More of the command line.</param>
    /// <exception cref="InvalidOperationException">Redis is not installed: a missing server fails the tests, it never skips them.</exception>
    public async Task StartAsync(string config, params string[] options)
    {
        var program = Environment.GetEnvironmentVariable("REDIS_SERVER") is { Length: > 0 } chosen ? chosen : "redis-server";
        var text = $"port {port}\nbind 127.0.0.1\n{(password.Length > 0 ? $"requirepass {password}" : "protected-mode no")}\n{config}";
        _shell = UnprivilegedProcess.StartShell(RunScript, [text, program, .. options]);
        _shell.ErrorDataReceived += (_, line) => _lastLine = line.Data ?? _lastLine;
        _shell.BeginErrorReadLine();
        _serverId = int.Parse(await _shell.StandardOutput.ReadLineAsync() ?? "", CultureInfo.InvariantCulture);
        await Condition.WaitAsync(AnswersAsync, Patience, () => $"Redis on port {port} (Debian: redis-server; elsewhere set REDIS_SERVER)");
    }

    /// <summary>What it answers to a command, in RESP (Redis serialization protocol); null when it does not.</summary>
    public async Task<string?> AskAsync(string command)
    {
        using var limit = new CancellationTokenSource(AnswerPatience);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port, limit.Token);
            var login = password.Length > 0 ? $"AUTH {password}\r\n" : "";
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"{login}{command}\r\n"), limit.Token);
            // It closes when it has answered: a sentinel knows no QUIT.
            client.Client.Shutdown(SocketShutdown.Send);
            using var reader = new StreamReader(stream);
            return await reader.ReadToEndAsync(limit.Token);
        }
        catch (Exception gone) when (gone is SocketException or IOException or OperationCanceledException)
        {
            return null;
        }
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
    public void Freeze() => Signal(UnprivilegedProcess.Stop);

    /// <summary>SIGCONT: undoes <see cref="Freeze"/>.</summary>
    public void Resume() => Signal(UnprivilegedProcess.Continue);

    private void Signal(int signal)
    {
        if (_shell is { HasExited: false })
            UnprivilegedProcess.Signal(_serverId, signal);
    }

    private async Task<bool> AnswersAsync()
    {
        if (_shell is { HasExited: true })
            throw new InvalidOperationException($"Redis does not start: {_lastLine}");
        return (await AskAsync("PING"))?.Contains("+PONG", StringComparison.Ordinal) == true;
    }
}
