using Crm.Actors.Benchmarks.Harness;
using Crm.Actors.TestKit.Postgres;

namespace Crm.Actors.Benchmarks.Servers;

/// <summary>The product as it is run: a silo and a gateway, each a process of its own, Release.</summary>
internal sealed class Product : IAsyncDisposable
{
    private readonly IReadOnlyDictionary<string, string> _common;

    private Product(TestDatabase database, ServerProcess silo, ServerProcess gateway, Uri address, IReadOnlyDictionary<string, string> common)
    {
        _common = common;
        Database = database;
        Silo = silo;
        Gateway = gateway;
        Address = address;
    }

    public TestDatabase Database { get; }

    public ServerProcess Silo { get; }

    public ServerProcess Gateway { get; }

    public Uri Address { get; }

    /// <summary>Starts both; once more when one gives up, as <c>./crm run</c> would.</summary>
    public static Task<Product> StartAsync(TestDatabase database, params (string Name, string Value)[] more) =>
        StartTwiceAsync(database, [Repository.Silo], more);

    /// <summary>The same with another program as the silo.</summary>
    public static Task<Product> StartWithSiloAsync(TestDatabase database, params string[] silo) => StartTwiceAsync(database, silo, []);

    /// <summary>Starts another program as a second gateway of the same silo.</summary>
    public async Task<(ServerProcess Process, Uri Address)> StartGatewayAsync(string name, params string[] command)
    {
        var (gateway, address) = StartGateway(name, _common, command);
        return (await gateway.ReadyAsync(new Uri(address, "/health/ready"), dependsOn: Silo), address);
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Silo.DisposeAsync();
        await Database.DisposeAsync();
    }

    private static async Task<Product> StartTwiceAsync(TestDatabase database, string[] siloProgram, (string Name, string Value)[] more)
    {
        try
        {
            return await StartOnceAsync(database, siloProgram, more);
        }
        catch (InvalidOperationException)
        {
            return await StartOnceAsync(database, siloProgram, more);
        }
    }

    private static async Task<Product> StartOnceAsync(TestDatabase database, string[] siloProgram, (string Name, string Value)[] more)
    {
        var siloGatewayPort = Ports.Free().ToString();
        var common = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["CRM_CLUSTERING"] = "localhost",
            ["CRM_SILO_GATEWAY_PORT"] = siloGatewayPort,
            ["ORLEANS_DATABASE_URL"] = database.OrleansUrl,
            // The load is one user at one address, without bounds.
            ["CRM_RATE_LIMIT_ADDRESS"] = "1000000/s;burst=20000",
            ["CRM_RATE_LIMIT_USER"] = "1000000/s;burst=20000",
        };
        foreach (var (name, value) in more)
            common[name] = value;
        var silo = ServerProcess.Start("silo", new Dictionary<string, string>(common, StringComparer.Ordinal)
        {
            ["CRM_SILO_PORT"] = Ports.Free().ToString(),
            ["CRM_DATABASE_URL"] = database.WriterUrl,
            ["CRM_READER_DATABASE_URL"] = database.ReaderUrl,
            // Our silo has it from its project; another program would have its own.
            ["DOTNET_gcServer"] = "1",
        }, siloProgram);
        var (gateway, address) = StartGateway("gateway", common, Repository.Gateway);
        var product = new Product(database, silo, gateway, address, common);
        try
        {
            await gateway.ReadyAsync(new Uri(address, "/health/ready"), dependsOn: silo);
            return product;
        }
        catch
        {
            await gateway.DisposeAsync();
            await silo.DisposeAsync();
            throw;
        }
    }

    private static (ServerProcess Process, Uri Address) StartGateway(string name, IReadOnlyDictionary<string, string> common, params string[] command)
    {
        var address = new Uri($"http://127.0.0.1:{Ports.Free()}");
        var process = ServerProcess.Start(name, new Dictionary<string, string>(common, StringComparer.Ordinal)
        {
            ["CRM_HTTP_URL"] = address.GetLeftPart(UriPartial.Authority),
            ["AUTH_JWT_SECRET"] = Tokens.Secret,
        }, command);
        return (process, address);
    }
}
