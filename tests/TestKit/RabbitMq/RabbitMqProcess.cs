using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Crm.Actors.TestKit.Postgres;

namespace Crm.Actors.TestKit.RabbitMq;

/// <summary>A broker that runs, with a port mapper of its own. Both end with this process, however it ends.</summary>
internal sealed class RabbitMqProcess : IDisposable
{
    // A node that finds no port mapper starts one for the whole machine that outlives it: so ours is there first.
    // The broker ends with our shell's input, which is open as long as we live, and the port mapper with the broker.
    private const string RunScript = """
        exec 3<&0
        "$1" -address 127.0.0.1 </dev/null 3<&- & mapper=$!
        "$2" </dev/null 3<&- & server=$!
        echo "$server" >"$3.new" && mv "$3.new" "$3"
        (read -r _ <&3; kill -TERM "$server"; kill -CONT "$server") >/dev/null 2>&1 & watcher=$!
        wait "$server"; status=$?
        kill "$watcher" "$mapper" 2>/dev/null
        wait
        exit "$status"
        """;

    private const int LinesKept = 200;

    private readonly ConcurrentQueue<string> _lines;
    private readonly string _processIdFile;
    private readonly Process _shell;

    private RabbitMqProcess(Process shell, string processIdFile, ConcurrentQueue<string> lines)
    {
        (_shell, _processIdFile, _lines) = (shell, processIdFile, lines);
        shell.OutputDataReceived += Keep;
        shell.ErrorDataReceived += Keep;
        shell.BeginOutputReadLine();
        shell.BeginErrorReadLine();
    }

    public bool HasExited => _shell.HasExited;

    /// <summary>The Erlang machine's process id, or null while it is not there yet.</summary>
    public int? ProcessId =>
        File.Exists(_processIdFile) ? int.Parse(File.ReadAllText(_processIdFile), CultureInfo.InvariantCulture) : null;

    public static RabbitMqProcess Start(RabbitMqFolder folder, ConcurrentQueue<string> lines)
    {
        File.Delete(folder.ProcessIdFile);
        var start = new ProcessStartInfo(
            "/bin/sh", ["-c", RunScript, "sh", RabbitMqBinaries.FindPortMapper(), RabbitMqBinaries.FindServer(), folder.ProcessIdFile])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.FullName,
        };
        folder.Prepare(start);
        return new RabbitMqProcess(Process.Start(start)!, folder.ProcessIdFile, lines);
    }

    /// <summary>Asks for an orderly end.</summary>
    public void RequestStop() => _shell.StandardInput.Close();

    /// <summary>kill -9 of the broker and of all that it started.</summary>
    /// <returns>The processes that were hit.</returns>
    public int[] Kill()
    {
        if (ProcessId is not { } server)
            return [];
        // Stopped first, so that it cannot fork a child that we would miss.
        UnprivilegedProcess.Signal(server, UnprivilegedProcess.Stop);
        int[] all = [server, .. DescendantsOf(server)];
        foreach (var process in all)
            UnprivilegedProcess.Signal(process, UnprivilegedProcess.Kill);
        return all;
    }

    public void Dispose() => _shell.Dispose();

    private static IEnumerable<int> DescendantsOf(int process) =>
        UnprivilegedProcess.ChildrenOf(process).SelectMany(static child => DescendantsOf(child).Prepend(child));

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null)
            return;
        _lines.Enqueue(line.Data);
        while (_lines.Count > LinesKept)
            _lines.TryDequeue(out _);
    }
}
