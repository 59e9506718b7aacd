using System.Security.Cryptography;
using Crm.Actors.TestKit.Postgres;

namespace Crm.Actors.TestKit.Running;

/// <summary>The whole system as it runs in production: PostgreSQL, silos and gateways, each a process that can be killed.</summary>
public sealed class CrmSystem : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(120);

    private readonly TestDatabase _names;
    private readonly string _secret = RandomNumberGenerator.GetHexString(64);
    private readonly List<SiloHandle> _silos = [];
    private readonly List<GatewayHandle> _gateways = [];
    private readonly List<string> _oldLines = [];

    private CrmSystem(PostgresServer postgres, TestDatabase names)
    {
        Postgres = postgres;
        _names = names;
    }

    public PostgresServer Postgres { get; }

    public IReadOnlyList<SiloHandle> Silos => _silos;

    public IReadOnlyList<GatewayHandle> Gateways => _gateways;

    /// <summary>The database, for looking behind the interface.</summary>
    public TestDatabase Database => _names;

    /// <summary>An access token of the development user, who is a manager.</summary>
    public string Token { get; private set; } = "";

    /// <summary>Starts PostgreSQL, migrates, and starts silos and gateways.</summary>
    public static async Task<CrmSystem> StartAsync(int silos, int gateways)
    {
        var postgres = await PostgresServer.StartNewAsync();
        await postgres.ExecuteAsync("CREATE DATABASE crm");
        var system = new CrmSystem(postgres, TestDatabase.Existing(postgres, "crm"));
        try
        {
            await system.MigrateAsync();
            for (var i = 0; i < silos; i++)
                system._silos.Add(new SiloHandle(system, Ports.Free(), Ports.Free()));
            for (var i = 0; i < gateways; i++)
                system._gateways.Add(new GatewayHandle(system, Ports.Free()));
            system._silos.ForEach(static silo => silo.Start());
            system._gateways.ForEach(static gateway => gateway.Start());
            await system.UntilReadyAsync();
            system.Token = await system.MakeTokenAsync();
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one more silo.</summary>
    public SiloHandle AddSilo()
    {
        var silo = new SiloHandle(this, Ports.Free(), Ports.Free());
        _silos.Add(silo);
        silo.Start();
        return silo;
    }

    /// <summary>Waits until every gateway that runs reaches the database through a silo.</summary>
    public async Task UntilReadyAsync()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        foreach (var gateway in _gateways.FindAll(static g => g.IsRunning))
            await Condition.WaitAsync(() => gateway.IsReadyAsync(http), StartPatience, () => $"{gateway.Url} ready\n{Log}");
    }

    /// <summary>Lines that the programs logged as errors or worse, of processes that are gone too.</summary>
    public IReadOnlyList<string> Errors =>
        [.. AllLines.Where(static line => line.Contains("fail:", StringComparison.Ordinal) || line.Contains("crit:", StringComparison.Ordinal) || line.Contains("Unhandled exception", StringComparison.Ordinal))];

    /// <summary>The newest lines of all programs.</summary>
    public string Log => string.Join('\n', AllLines.Where(static line => !line.Contains("GatewayManager", StringComparison.Ordinal)).TakeLast(100));

    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in _gateways)
            await gateway.DisposeAsync();
        foreach (var silo in _silos)
            await silo.DisposeAsync();
        await Postgres.DisposeAsync();
    }

    internal IReadOnlyDictionary<string, string> Environment(params (string Name, string Value)[] more)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["CRM_MIGRATOR_DATABASE_URL"] = _names.MigratorUrl,
            ["CRM_DATABASE_URL"] = _names.WriterUrl,
            ["CRM_READER_DATABASE_URL"] = _names.ReaderUrl,
            ["ORLEANS_DATABASE_URL"] = _names.OrleansUrl,
            ["CRM_CLUSTERING"] = "adonet",
            ["AUTH_JWT_SECRET"] = _secret,
        };
        foreach (var (name, value) in more)
            all[name] = value;
        return all;
    }

    internal void Keep(IEnumerable<string> lines)
    {
        lock (_oldLines)
            _oldLines.AddRange(lines);
    }

    private IEnumerable<string> AllLines =>
        OldLines().Concat(_silos.SelectMany(static s => s.Lines)).Concat(_gateways.SelectMany(static g => g.Lines));

    private string[] OldLines()
    {
        lock (_oldLines)
            return [.. _oldLines];
    }

    private async Task MigrateAsync()
    {
        await using var migrate = ServerProcess.Start("silo migrate", RepositoryLayout.SiloProgram, Environment(), "migrate");
        await migrate.OutputAsync();
    }

    private async Task<string> MakeTokenAsync()
    {
        await using var token = ServerProcess.Start("gateway dev-token", RepositoryLayout.GatewayProgram, Environment(), "dev-token");
        return (await token.OutputAsync()).Trim();
    }
}
