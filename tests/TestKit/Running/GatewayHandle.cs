namespace Crm.Actors.TestKit.Running;

/// <summary>One gateway of a <see cref="CrmSystem"/>; it keeps its port over restarts.</summary>
public sealed class GatewayHandle : IAsyncDisposable
{
    private readonly SupervisedProcess _process;

    internal GatewayHandle(CrmSystem system, int port, params (string Name, string Value)[] settings)
    {
        Port = port;
        Url = $"http://127.0.0.1:{port}";
        _process = new SupervisedProcess(
            () => ServerProcess.Start("gateway", RepositoryLayout.GatewayProgram, system.Environment([("CRM_HTTP_URL", Url), .. settings])), system.Keep);
    }

    public string Url { get; }

    public int Port { get; }

    public bool IsRunning => _process.IsRunning;

    /// <summary>How often it ended without being asked to and was started again.</summary>
    public int Restarts => _process.Restarts;

    internal IReadOnlyCollection<string> Lines => _process.Lines;

    public void Start() => _process.Start();

    /// <summary>kill -9; it stays down until it is started.</summary>
    public Task KillAsync() => _process.KillAsync();

    /// <summary>SIGTERM; it stays down until it is started.</summary>
    /// <returns>Whether it ended by itself.</returns>
    public Task<bool> StopAsync() => _process.StopAsync();

    /// <summary>Whether it reaches the database through a silo.</summary>
    public async Task<bool> IsReadyAsync(HttpClient http)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri($"{Url}/health/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
