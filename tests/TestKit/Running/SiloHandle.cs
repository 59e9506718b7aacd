namespace Crm.Actors.TestKit.Running;

/// <summary>One silo of a <see cref="CrmSystem"/>; it keeps its ports over restarts.</summary>
public sealed class SiloHandle : IAsyncDisposable
{
    private readonly SupervisedProcess _process;

    internal SiloHandle(CrmSystem system, int port, int clientPort) => _process = new SupervisedProcess(
        () => ServerProcess.Start(
            "silo", RepositoryLayout.SiloProgram, system.Environment(("CRM_SILO_PORT", $"{port}"), ("CRM_SILO_GATEWAY_PORT", $"{clientPort}"))),
        system.Keep);

    public bool IsRunning => _process.IsRunning;

    internal IReadOnlyCollection<string> Lines => _process.Lines;

    public void Start() => _process.Start();

    /// <summary>kill -9; it stays down until it is started.</summary>
    public Task KillAsync() => _process.KillAsync();

    /// <summary>SIGTERM; it stays down until it is started.</summary>
    /// <returns>Whether it ended by itself.</returns>
    public Task<bool> StopAsync() => _process.StopAsync();

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
