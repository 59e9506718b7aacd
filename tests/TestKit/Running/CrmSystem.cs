using System.Collections.Concurrent;
using System.Security.Cryptography;
using Crm.Actors.TestKit.Consul;
using Crm.Actors.TestKit.Network;
using Crm.Actors.TestKit.Postgres;
using Crm.Actors.TestKit.RabbitMq;
using Crm.Actors.TestKit.Redis;

namespace Crm.Actors.TestKit.Running;

/// <summary>The whole system as it runs in production: PostgreSQL, RabbitMQ where wanted, silos and gateways, each a process that can be killed.</summary>
public sealed class CrmSystem : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(120);

    private readonly TestDatabase _names;
    private readonly string _secret = RandomNumberGenerator.GetHexString(64);
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly List<SiloHandle> _silos = [];
    private readonly List<GatewayHandle> _gateways = [];
    private readonly List<string> _oldLines = [];

    private CrmSystem(PostgresServer postgres, RabbitMqServer? rabbitMq, RedisServer? redis, SentinelServers? sentinels, CrmSystemOptions options)
    {
        Postgres = postgres;
        RabbitMq = rabbitMq;
        Redis = redis;
        Sentinels = sentinels;
        _settings = options.Settings;
        _names = TestDatabase.Existing(postgres, "crm");
        Urls = new ServiceUrls(postgres, _names, rabbitMq, redis?.Url ?? sentinels?.Url, options.Proxies);
    }

    public PostgresServer Postgres { get; }

    /// <summary>Null when streams are in memory.</summary>
    public RabbitMqServer? RabbitMq { get; }

    /// <summary>Null when sessions are in memory.</summary>
    public RedisServer? Redis { get; }

    /// <summary>Null when there are none.</summary>
    public SentinelServers? Sentinels { get; }

    /// <summary>Null when the membership is in PostgreSQL.</summary>
    public ConsulServer? Consul { get; private init; }

    /// <summary>The ways from our programs to the services.</summary>
    public ServiceUrls Urls { get; }

    public IReadOnlyList<SiloHandle> Silos => _silos;

    /// <summary>Those that there are now; more may come.</summary>
    public IReadOnlyList<GatewayHandle> Gateways
    {
        get
        {
            lock (_gateways)
                return [.. _gateways];
        }
    }

    /// <summary>The database, for looking behind the interface.</summary>
    public TestDatabase Database => _names;

    /// <summary>An access token of the development user, who is a manager.</summary>
    public string Token { get; private set; } = "";

    /// <summary>Starts PostgreSQL, migrates, and starts silos and gateways.</summary>
    public static Task<CrmSystem> StartAsync(int silos, int gateways) =>
        StartAsync(new CrmSystemOptions { Silos = silos, Gateways = gateways });

    /// <summary>Starts the services, migrates, and starts silos and gateways.</summary>
    public static async Task<CrmSystem> StartAsync(CrmSystemOptions options)
    {
        var system = await StartServicesAsync(options);
        try
        {
            await system.MigrateAsync();
            for (var i = 0; i < options.Silos; i++)
                system._silos.Add(new SiloHandle(system, Ports.Free(), Ports.Free()));
            for (var i = 0; i < options.Gateways; i++)
                system._gateways.Add(new GatewayHandle(system, Ports.Free()));
            system._silos.ForEach(static silo => silo.Start());
            system._gateways.ForEach(static gateway => gateway.Start());
            var token = system.MakeTokenAsync();
            await system.UntilReadyAsync();
            system.Token = await token;
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

    /// <summary>Starts one more gateway, with variables of its own.</summary>
    public GatewayHandle AddGateway(params (string Name, string Value)[] settings)
    {
        var gateway = new GatewayHandle(this, Ports.Free(), settings);
        lock (_gateways)
            _gateways.Add(gateway);
        gateway.Start();
        return gateway;
    }

    /// <summary>Waits until every gateway that runs reaches the database through a silo.</summary>
    public async Task UntilReadyAsync()
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        foreach (var gateway in _gateways.FindAll(static g => g.IsRunning))
            await Condition.WaitAsync(() => gateway.IsReadyAsync(http), StartPatience, () => $"{gateway.Url} ready\n{Log}");
    }

    /// <summary>
    /// Lines that the programs logged as errors or worse, of processes that are gone too. Orleans' in-memory streams call it an error when
    /// they are asked while silos come and go, and a look for silos that meets a connection from before a restart of PostgreSQL; nothing of ours rests on them.
    /// </summary>
    public IReadOnlyList<string> Errors =>
        [.. AllLines.Where(static line => !line.Contains("MemoryAdapterReceiver", StringComparison.Ordinal) && !line.Contains("GatewayManager", StringComparison.Ordinal) && (line.Contains("fail:", StringComparison.Ordinal) || line.Contains("crit:", StringComparison.Ordinal) || line.Contains("Unhandled exception", StringComparison.Ordinal)))];

    /// <summary>The newest lines of all programs.</summary>
    public string Log => string.Join('\n', AllLines.Where(static line => !line.Contains("GatewayManager", StringComparison.Ordinal)).TakeLast(100));

    public async ValueTask DisposeAsync()
    {
        foreach (var gateway in _gateways)
            await gateway.DisposeAsync();
        foreach (var silo in _silos)
            await silo.DisposeAsync();
        await Urls.DisposeAsync();
        if (RabbitMq is not null)
            await RabbitMq.DisposeAsync();
        if (Redis is not null)
            await Redis.DisposeAsync();
        if (Sentinels is not null)
            await Sentinels.DisposeAsync();
        if (Consul is not null)
            await Consul.DisposeAsync();
        await Postgres.DisposeAsync();
    }

    /// <summary>Runs a command of the silo's program, such as <c>dead-letters list</c>.</summary>
    /// <returns>Its output.</returns>
    /// <exception cref="InvalidOperationException">It failed; its output is in the message.</exception>
    public async Task<string> SiloCommandAsync(params string[] arguments)
    {
        await using var command = ServerProcess.Start($"silo {arguments[0]}", RepositoryLayout.SiloProgram, Environment(), arguments);
        return await command.OutputAsync();
    }

    /// <summary>What silos and gateways are told, secrets among it.</summary>
    public IReadOnlyDictionary<string, string> Variables => Environment();

    internal IReadOnlyDictionary<string, string> Environment(params (string Name, string Value)[] more)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["CRM_CLUSTERING"] = Consul is null ? "adonet" : "consul",
            ["CONSUL_HTTP_ADDR"] = Consul?.Url ?? "",
            ["AUTH_JWT_SECRET"] = _secret,
            // Everything comes from one address, as fast as it can.
            ["CRM_RATE_LIMIT_ADDRESS"] = "off",
            ["CRM_RATE_LIMIT_USER"] = "off",
            ["CRM_RATE_LIMIT_KEY"] = "off",
            ["CRM_RATE_LIMIT_REGISTER"] = "off",
            ["AUTH_LOGIN_FAILURES_ADDRESS"] = "off",
        };
        foreach (var (name, value) in Urls.Variables().Concat(_settings.Select(static setting => (setting.Key, setting.Value))).Concat(more))
            all[name] = value;
        return all;
    }

    internal void Keep(IEnumerable<string> lines)
    {
        lock (_oldLines)
            _oldLines.AddRange(lines);
    }

    /// <summary>All lines of all programs that are kept, of processes that are gone too.</summary>
    public IEnumerable<string> AllLines =>
        OldLines().Concat(_silos.SelectMany(static s => s.Lines)).Concat(_gateways.SelectMany(static g => g.Lines));

    private string[] OldLines()
    {
        lock (_oldLines)
            return [.. _oldLines];
    }

    private static async Task<CrmSystem> StartServicesAsync(CrmSystemOptions options)
    {
        var started = new ConcurrentBag<IAsyncDisposable>();
        try
        {
            var postgres = StartedAsync(true, () => PostgresServer.StartNewAsync(options.Postgres));
            var rabbitMq = StartedAsync(options.RabbitMq, () => RabbitMqServer.StartNewAsync());
            var redis = StartedAsync(options.Redis, RedisServer.StartNewAsync);
            var sentinels = StartedAsync(options.Sentinels, () => SentinelServers.StartNewAsync());
            var consul = StartedAsync(options.Consul, () => ConsulServer.StartNewAsync());
            await Task.WhenAll(postgres, rabbitMq, redis, sentinels, consul);
            await (await postgres)!.ExecuteAsync("CREATE DATABASE crm");
            return new CrmSystem((await postgres)!, await rabbitMq, await redis, await sentinels, options) { Consul = await consul };
        }
        catch
        {
            foreach (var service in started)
                await service.DisposeAsync();
            throw;
        }

        async Task<T?> StartedAsync<T>(bool isWanted, Func<Task<T>> start)
            where T : class, IAsyncDisposable
        {
            if (!isWanted)
                return null;
            var service = await start();
            started.Add(service);
            return service;
        }
    }

    private Task<string> MigrateAsync() => SiloCommandAsync("migrate");

    private async Task<string> MakeTokenAsync()
    {
        await using var token = ServerProcess.Start("gateway dev-token", RepositoryLayout.GatewayProgram, Environment(), "dev-token");
        return (await token.OutputAsync()).Trim();
    }
}
