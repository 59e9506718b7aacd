using Crm.Actors.TestKit.Postgres;

namespace Crm.Actors.TestKit.Running;

/// <summary>A program that is started again when it ends without being asked to, as it is in production.</summary>
internal sealed class SupervisedProcess(Func<ServerProcess> start, Action<IEnumerable<string>> keep) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private ServerProcess? _process;
    private CancellationTokenSource? _stop;
    private Task _supervision = Task.CompletedTask;

    public bool IsRunning => _process is { HasExited: false };

    /// <summary>0 when there is none.</summary>
    public int ProcessId => _process?.ProcessId ?? 0;

    /// <summary>How often it ended without being asked to and was started again.</summary>
    public int Restarts { get; private set; }

    public IReadOnlyCollection<string> Lines => _process?.Lines ?? [];

    public void Start()
    {
        _process = start();
        _stop = new CancellationTokenSource();
        _supervision = SuperviseAsync(_stop.Token);
    }

    /// <summary>kill -9; it stays down.</summary>
    public async Task KillAsync()
    {
        await EndSupervisionAsync();
        await _process!.KillAsync();
        await ForgetAsync();
    }

    /// <summary>SIGTERM; it stays down.</summary>
    /// <returns>Whether it ended by itself.</returns>
    public async Task<bool> StopAsync()
    {
        await EndSupervisionAsync();
        var inOrder = await _process!.StopAsync();
        await ForgetAsync();
        return inOrder;
    }

    /// <summary>SIGSTOP.</summary>
    public void Freeze() => _process?.Signal(UnprivilegedProcess.Stop);

    /// <summary>SIGCONT.</summary>
    public void Resume() => _process?.Signal(UnprivilegedProcess.Continue);

    public async ValueTask DisposeAsync()
    {
        await EndSupervisionAsync();
        await ForgetAsync();
    }

    private async Task SuperviseAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            await Task.Delay(Pause, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellation.IsCancellationRequested || IsRunning)
                continue;
            await ForgetAsync();
            _process = start();
            Restarts++;
        }
    }

    private async Task EndSupervisionAsync()
    {
        if (_stop is null)
            return;
        await _stop.CancelAsync();
        await _supervision;
        _stop.Dispose();
        _stop = null;
    }

    private async Task ForgetAsync()
    {
        if (_process is not { } gone)
            return;
        keep(gone.Lines);
        // First, so that nobody asks it once it is disposed of.
        _process = null;
        await gone.DisposeAsync();
    }
}
