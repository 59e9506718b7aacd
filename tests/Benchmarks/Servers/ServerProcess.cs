using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Crm.Actors.Benchmarks.Servers;

/// <summary>A part that runs as a process of its own, and ends when this process does, however that ends.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    // The shell waits for the end of its input, that is, of us.
    private const string Script = """
        "$@" </dev/null & part=$!
        echo "pid $part"
        read -r _
        kill -TERM "$part" 2>/dev/null
        wait "$part"
        """;

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly string _name;
    private readonly Process _shell;
    private readonly ConcurrentQueue<string> _log = new();
    private readonly TaskCompletionSource<int> _id = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(string name, Process shell)
    {
        _name = name;
        _shell = shell;
        shell.OutputDataReceived += Keep;
        shell.ErrorDataReceived += Keep;
        shell.BeginOutputReadLine();
        shell.BeginErrorReadLine();
    }

    /// <summary>The process's number.</summary>
    public int Id => _id.Task.Result;

    /// <summary>Resident memory now, in bytes.</summary>
    public long ResidentBytes => Status("VmRSS");

    /// <summary>The most memory that was resident, in bytes.</summary>
    public long PeakResidentBytes => Status("VmHWM");

    /// <summary>Starts a program with nothing but these variables (and PATH).</summary>
    public static ServerProcess Start(string name, IReadOnlyDictionary<string, string> environment, params string[] command)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script, "sh", .. command])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment.Clear();
        foreach (var kept in (string[])["PATH", "HOME", "DOTNET_ROOT"])
        {
            if (Environment.GetEnvironmentVariable(kept) is { } value)
                start.Environment[kept] = value;
        }

        foreach (var (variable, value) in environment)
            start.Environment[variable] = value;
        return new ServerProcess(name, Process.Start(start)!);
    }

    /// <summary>Waits until a GET of the address answers 200.</summary>
    public async Task<ServerProcess> ReadyAsync(Uri address, ServerProcess? dependsOn = null)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        var started = Stopwatch.GetTimestamp();
        while (!await AnswersAsync(client, address))
        {
            if (_shell.HasExited || dependsOn?._shell.HasExited == true || Stopwatch.GetElapsedTime(started) > StartLimit)
                throw new InvalidOperationException($"{_name} did not start:\n{string.Join('\n', [.. _log, .. dependsOn?._log ?? []])}");
            await Task.Delay(TimeSpan.FromMilliseconds(100));
        }

        return this;
    }

    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        await _shell.WaitForExitAsync();
        _shell.Dispose();
    }

    private static async Task<bool> AnswersAsync(HttpClient client, Uri address)
    {
        try
        {
            using var answer = await client.GetAsync(address);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception starting) when (starting is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private long Status(string field)
    {
        var line = File.ReadLines($"/proc/{Id}/status").First(line => line.StartsWith(field, StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    private void Keep(object _, DataReceivedEventArgs line)
    {
        if (line.Data is null)
            return;
        if (!_id.Task.IsCompleted && line.Data.StartsWith("pid ", StringComparison.Ordinal))
            _id.SetResult(int.Parse(line.Data.AsSpan(4), CultureInfo.InvariantCulture));
        _log.Enqueue(line.Data);
        while (_log.Count > 100)
            _log.TryDequeue(out string? _);
    }
}
