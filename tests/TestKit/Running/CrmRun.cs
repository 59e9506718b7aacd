using Crm.Actors.TestKit.Postgres;

namespace Crm.Actors.TestKit.Running;

/// <summary><c>./crm run</c> in a process of its own, on a data folder of its own. It runs what the tests were built with.</summary>
public sealed class CrmRun : IAsyncDisposable
{
    private const string Ready = "ready: ";
    private const string LastLine = "Ctrl-C stops everything";

    /// <summary>To build, and to start everything.</summary>
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan StopPatience = TimeSpan.FromMinutes(3);

    private readonly ServerProcess _process;

    private CrmRun(ServerProcess process, string data) => (_process, Data) = (process, data);

    /// <summary>Its data folder.</summary>
    public string Data { get; }

    /// <summary>What it printed.</summary>
    public IReadOnlyCollection<string> Lines => _process.Lines;

    /// <summary>The gateways that it called ready.</summary>
    public IReadOnlyList<string> Gateways =>
        [.. Lines.Where(static line => line.StartsWith(Ready, StringComparison.Ordinal)).Select(static line => line[Ready.Length..])];

    /// <summary>The ports that it chose, by name.</summary>
    public IReadOnlyDictionary<string, int> Ports => File.ReadAllLines(Path.Combine(Data, "ports.env"))
        .Select(static line => line.Split('='))
        .ToDictionary(static pair => pair[0], static pair => int.Parse(pair[1]), StringComparer.Ordinal);

    /// <summary>Starts it and waits until it has told everything.</summary>
    /// <exception cref="InvalidOperationException">It ended; what it printed is in the message.</exception>
    public static async Task<CrmRun> StartAsync(string data, params string[] arguments)
    {
        var process = ServerProcess.StartCommand(
            "crm run",
            "bash",
            [Path.Combine(RepositoryLayout.Root, "crm"), "run", "--data", data, .. arguments],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["BUILD_CONFIGURATION"] = RepositoryLayout.Configuration });
        var run = new CrmRun(process, data);
        try
        {
            await Condition.WaitAsync(run.HasToldEverything, StartPatience, () => $"./crm run is ready\n{string.Join('\n', process.Lines)}");
            return run;
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ctrl-C, and waits for the end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> InterruptAsync()
    {
        _process.Signal(UnprivilegedProcess.Interrupt);
        return (await _process.EndAsync().WaitAsync(StopPatience)).ExitCode;
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private bool HasToldEverything() => _process.HasExited
        ? throw new InvalidOperationException($"./crm run ended:\n{string.Join('\n', _process.Lines)}")
        : Lines.Any(static line => line.Contains(LastLine, StringComparison.Ordinal));
}
