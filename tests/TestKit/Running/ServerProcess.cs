using System.Collections.Concurrent;
using System.Diagnostics;
using Crm.Actors.TestKit.Postgres;

namespace Crm.Actors.TestKit.Running;

/// <summary>A program of ours in a process of its own, with its output.</summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private const int LinesKept = 5000;

    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Process _process;

    private ServerProcess(string name, Process process)
    {
        Name = name;
        _process = process;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>For messages.</summary>
    public string Name { get; }

    public int ProcessId => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>The newest lines that it wrote.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>Starts a built program.</summary>
    public static ServerProcess Start(
        string name, string program, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        StartCommand(name, "dotnet", [program, .. arguments], environment);

    /// <summary>Starts any program that is in the PATH.</summary>
    public static ServerProcess StartCommand(
        string name, string command, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (variable, value) in environment)
            start.Environment[variable] = value;
        return new ServerProcess(name, Process.Start(start)!);
    }

    /// <summary>Sends a signal; nothing happens when it has ended.</summary>
    internal void Signal(int signal)
    {
        if (!HasExited)
            UnprivilegedProcess.Signal(_process.Id, signal);
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        UnprivilegedProcess.Signal(_process.Id, UnprivilegedProcess.Kill);
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, and kill -9 when that does not end it within 40 s.</summary>
    /// <returns>Whether it ended by itself.</returns>
    public async Task<bool> StopAsync()
    {
        if (HasExited)
            return true;
        UnprivilegedProcess.Signal(_process.Id, UnprivilegedProcess.Terminate);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            await KillAsync();
            return false;
        }
    }

    /// <summary>Waits for the end of a command.</summary>
    /// <exception cref="InvalidOperationException">It failed; its output is in the message.</exception>
    public async Task<string> OutputAsync()
    {
        var (exitCode, output) = await EndAsync();
        return exitCode == 0 ? output : throw new InvalidOperationException($"{Name} ended with {exitCode}:\n{output}");
    }

    /// <summary>Waits for the end of a command that may fail.</summary>
    public async Task<(int ExitCode, string Output)> EndAsync()
    {
        await _process.WaitForExitAsync();
        return (_process.ExitCode, string.Join('\n', _lines));
    }

    public async ValueTask DisposeAsync()
    {
        if (!HasExited)
            await KillAsync();
        _process.Dispose();
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
