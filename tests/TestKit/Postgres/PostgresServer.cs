using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;

using Crm.Actors.TestKit.Network;

using Npgsql;

namespace Crm.Actors.TestKit.Postgres;

/// <summary>
/// A PostgreSQL of its own for tests: in a temporary folder, on a free loopback port, without a unix socket, deleted at the end.
/// It stops when this process ends, however it ends.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>The superuser.</summary>
    public const string AdminUser = "postgres";

    // The shell ends with the server, and the server with the shell's input, which is open as long as we live.
    private const string RunScript = """
        exec 3<&0
        "$@" </dev/null 3<&- & server=$!
        (read -r _ <&3; kill -INT "$server") >/dev/null 2>&1 & watcher=$!
        wait "$server"; status=$?
        kill "$watcher" 2>/dev/null
        exit "$status"
        """;

    private const string InitScript = """cat | "$1" -D "$2" -U "$3" --pwfile=/dev/stdin -A scram-sha-256 -E UTF8 --locale=C.UTF-8 --no-sync""";

    private readonly ConcurrentQueue<string> _log = new();
    private readonly PostgresServerOptions _options;
    private readonly string _binaries;
    private Process? _shell;
    private volatile bool _saysReady;

    private PostgresServer(PostgresServerOptions options, string binaries)
    {
        _options = options;
        _binaries = binaries;
        DataDirectory = Path.Combine(options.Folder ?? Path.GetTempPath(), $"crm-postgres-{RandomNumberGenerator.GetHexString(12, lowercase: true)}");
        AdminPassword = RandomNumberGenerator.GetHexString(24);
        Port = Ports.Free();
    }

    /// <summary>The loopback port; the same after a restart.</summary>
    public int Port { get; }

    /// <summary>The data folder, readable by the server's user alone.</summary>
    public string DataDirectory { get; }

    /// <summary>The superuser's password.</summary>
    public string AdminPassword { get; }

    /// <summary>The postmaster's process id while it runs.</summary>
    public int ProcessId { get; private set; }

    /// <summary>Whether it gave up by itself; <see cref="StartAsync"/> starts it again.</summary>
    public bool HasEnded => _shell is { HasExited: true };

    /// <summary>The server's newest log lines, for messages.</summary>
    public string Log => string.Join('\n', _log);

    /// <summary>Makes and starts a server.</summary>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed, or does not start; its log is in the message.</exception>
    public static async Task<PostgresServer> StartNewAsync(
        PostgresServerOptions? options = null, CancellationToken cancellationToken = default)
    {
        var server = new PostgresServer(options ?? new PostgresServerOptions(), PostgresBinaries.Find());
        try
        {
            await server.InitializeAsync(cancellationToken);
            await server.StartAsync(cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>A URL into this server.</summary>
    public string Url(string user, string password, string database, string? searchPath = null) =>
        $"postgresql://{Uri.EscapeDataString(user)}:{Uri.EscapeDataString(password)}@127.0.0.1:{Port}/{Uri.EscapeDataString(database)}"
        + (searchPath is null ? "" : $"?search_path={Uri.EscapeDataString(searchPath)}");

    /// <summary>A connection string of the superuser, without a pool.</summary>
    public string AdminConnectionString(string database = "postgres") => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = Port,
        Username = AdminUser,
        Password = AdminPassword,
        Database = database,
        Pooling = false,
    }.ConnectionString;

    /// <summary>Runs statements as the superuser.</summary>
    public async Task ExecuteAsync(string sql, string database = "postgres", CancellationToken cancellationToken = default)
    {
        await using var connection = new NpgsqlConnection(AdminConnectionString(database));
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Starts a stopped or killed server and waits until it takes connections.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        Forget();
        _saysReady = false;
        _shell = UnprivilegedProcess.StartShell(RunScript, [Path.Combine(_binaries, "postgres"), .. Arguments()]);
        Collect(_shell);
        await WaitUntilAsync(AcceptsConnectionsAsync, "start", cancellationToken);
        ProcessId = int.Parse((await File.ReadAllLinesAsync(Path.Combine(DataDirectory, "postmaster.pid"), cancellationToken))[0]);
    }

    /// <summary>Stops in order (open transactions are rolled back, sessions ended).</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (_shell is null) return;
        Resume();
        _shell.StandardInput.Close();
        await WaitUntilAsync(() => Task.FromResult(_shell.HasExited), "stop", cancellationToken);
        Forget();
    }

    /// <summary>kill -9 of the postmaster and everything under it at once; returns when all are gone.</summary>
    public async Task KillAsync(CancellationToken cancellationToken = default)
    {
        if (_shell is null) return;
        // Stopped first, so that it cannot fork a child that we would miss.
        UnprivilegedProcess.Signal(ProcessId, UnprivilegedProcess.Stop);
        int[] all = [ProcessId, .. UnprivilegedProcess.ChildrenOf(ProcessId)];
        foreach (var process in all) UnprivilegedProcess.Signal(process, UnprivilegedProcess.Kill);
        await WaitUntilAsync(() => Task.FromResult(!all.Any(UnprivilegedProcess.IsRunning)), "die", cancellationToken);
        _shell.StandardInput.Close();
        await WaitUntilAsync(() => Task.FromResult(_shell.HasExited), "be reaped", cancellationToken);
        Forget();
    }

    /// <summary>Stops and starts again.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        await StopAsync(cancellationToken);
        await StartAsync(cancellationToken);
    }

    /// <summary>SIGSTOP to the postmaster and its children: connections stay open and nothing answers.</summary>
    public void Freeze()
    {
        UnprivilegedProcess.Signal(ProcessId, UnprivilegedProcess.Stop);
        foreach (var child in UnprivilegedProcess.ChildrenOf(ProcessId)) UnprivilegedProcess.Signal(child, UnprivilegedProcess.Stop);
    }

    /// <summary>SIGCONT: undoes <see cref="Freeze"/>.</summary>
    public void Resume()
    {
        if (ProcessId == 0) return;
        foreach (var child in UnprivilegedProcess.ChildrenOf(ProcessId)) UnprivilegedProcess.Signal(child, UnprivilegedProcess.Continue);
        UnprivilegedProcess.Signal(ProcessId, UnprivilegedProcess.Continue);
    }

    /// <summary>Kills what still runs and deletes the data.</summary>
    public async ValueTask DisposeAsync()
    {
        if (ProcessId != 0) await KillAsync();
        else if (_shell is not null) await StopAsync();
        using var remove = UnprivilegedProcess.StartShell("""rm -rf -- "$1" """, DataDirectory);
        await remove.WaitForExitAsync();
    }

    private async Task InitializeAsync(CancellationToken cancellationToken)
    {
        using var init = UnprivilegedProcess.StartShell(InitScript, Path.Combine(_binaries, "initdb"), DataDirectory, AdminUser);
        Collect(init);
        await init.StandardInput.WriteLineAsync(AdminPassword.AsMemory(), cancellationToken);
        init.StandardInput.Close();
        await init.WaitForExitAsync(cancellationToken);
        if (init.ExitCode != 0) throw new InvalidOperationException($"initdb failed:\n{Log}");
    }

    private IEnumerable<string> Arguments()
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["listen_addresses"] = "127.0.0.1",
            ["port"] = Port.ToString(),
            ["unix_socket_directories"] = "",
            ["max_connections"] = _options.MaxConnections.ToString(),
            ["fsync"] = _options.Fsync ? "on" : "off",
            ["timezone"] = "UTC",
            ["log_timezone"] = "UTC",
        };
        foreach (var (name, value) in _options.Settings) settings[name] = value;
        yield return "-D";
        yield return DataDirectory;
        foreach (var (name, value) in settings)
        {
            yield return "-c";
            yield return $"{name}={value}";
        }
    }

    private async Task<bool> AcceptsConnectionsAsync()
    {
        if (_shell!.HasExited) throw new InvalidOperationException($"PostgreSQL did not start:\n{Log}");
        // Asking makes a process of the server each time, which one that starts is too busy for.
        if (!_saysReady) return false;
        try
        {
            await ExecuteAsync("SELECT");
            return true;
        }
        catch (NpgsqlException starting) when (starting is not PostgresException { SqlState: not PostgresErrorCodes.CannotConnectNow })
        {
            return false;
        }
    }

    private async Task WaitUntilAsync(Func<Task<bool>> condition, string what, CancellationToken cancellationToken)
    {
        var started = Stopwatch.StartNew();
        while (!await condition())
        {
            if (started.Elapsed > _options.Timeout)
                throw new InvalidOperationException($"PostgreSQL did not {what} within {_options.Timeout}:\n{Log}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
        }
    }

    private void Collect(Process process)
    {
        void Keep(object _, DataReceivedEventArgs line)
        {
            if (line.Data is null) return;
            if (line.Data.EndsWith("database system is ready to accept connections", StringComparison.Ordinal)) _saysReady = true;
            _log.Enqueue(line.Data);
            while (_log.Count > 200) _log.TryDequeue(out string? _);
        }

        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    private void Forget()
    {
        _shell?.Dispose();
        _shell = null;
        ProcessId = 0;
    }
}
