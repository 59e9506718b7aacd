using Crm.Actors.TestKit.Consul;
using Crm.Actors.TestKit.Network;

namespace Crm.Actors.TestKit.Running;

/// <summary>One silo of a <see cref="CrmSystem"/>; it keeps its ports over restarts.</summary>
public sealed class SiloHandle : IAsyncDisposable
{
    // Orleans.Runtime.SiloStatus
    private const int Active = 3;
    private const int Dead = 6;

    private const string MembersFolder = "crm/crm/crm/";

    private readonly int _httpPort = Ports.Free();
    private readonly SupervisedProcess _process;
    private readonly CrmSystem _system;

    internal SiloHandle(CrmSystem system, int port, int clientPort)
    {
        (_system, Port) = (system, port);
        _process = new SupervisedProcess(
            () => ServerProcess.Start(
                "silo",
                RepositoryLayout.SiloProgram,
                system.Environment(
                    ("CRM_SILO_PORT", $"{port}"), ("CRM_SILO_GATEWAY_PORT", $"{clientPort}"), ("CRM_SILO_HTTP_URL", HttpUrl), ("CRM_FAULTS", Faults?.Invoke() ?? ""))),
            system.Keep);
    }

    public int Port { get; }

    /// <summary>Where it answers probes and shows its figures.</summary>
    public string HttpUrl => $"http://127.0.0.1:{_httpPort}";

    public bool IsRunning => _process.IsRunning;

    /// <summary>Its process id; 0 when it was killed or stopped.</summary>
    public int ProcessId => _process.ProcessId;

    /// <summary>How often it ended without being asked to and was started again.</summary>
    public int Restarts => _process.Restarts;

    /// <summary>Asked at each start for the points at which the silo is to kill itself, such as <c>relay-after-publish:3</c>.</summary>
    public Func<string>? Faults { get; set; }

    internal IReadOnlyCollection<string> Lines => _process.Lines;

    public void Start() => _process.Start();

    /// <summary>kill -9; it stays down until it is started.</summary>
    public Task KillAsync() => _process.KillAsync();

    /// <summary>SIGTERM; it stays down until it is started.</summary>
    /// <returns>Whether it ended by itself.</returns>
    public Task<bool> StopAsync() => _process.StopAsync();

    /// <summary>SIGSTOP: it is there and does nothing.</summary>
    public void Freeze() => _process.Freeze();

    /// <summary>SIGCONT: undoes <see cref="Freeze"/>.</summary>
    public void Resume() => _process.Resume();

    /// <summary>Whether the cluster counts on it.</summary>
    public async Task<bool> IsActiveAsync() => IsRunning && await NewestStatusAsync() == Active;

    /// <summary>Whether the cluster has given it up.</summary>
    public async Task<bool> IsGivenUpAsync() => await NewestStatusAsync() == Dead;

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    /// <summary>The status of the newest start at its port in the membership table.</summary>
    private async Task<int> NewestStatusAsync() => _system.Consul is { } consul
        ? await consul.Api.NewestStatusAsync(MembersFolder, Port) switch { "Active" => Active, "Dead" => Dead, _ => 0 }
        : await _system.Database.ScalarAsync<int>(
            $"SELECT coalesce((SELECT status FROM orleans.membership WHERE port = {Port} ORDER BY generation DESC LIMIT 1), 0)");
}
