using Crm.Actors.Benchmarks.Edits.Crud;
using Crm.Actors.Benchmarks.Harness;
using Crm.Actors.Benchmarks.Rest.Crud;
using Crm.Actors.Benchmarks.Rest.Ping;
using Crm.Actors.Benchmarks.Servers;

namespace Crm.Actors.Benchmarks.Rest;

/// <summary>Everything that answers HTTP, started and filled with the same deals.</summary>
internal sealed class RestContenders : IAsyncDisposable
{
    private const int DealCount = 1_000;
    private readonly List<IAsyncDisposable> _parts = [];
    private string _folder = "";

    public required Product Product { get; init; }

    public required Uri Ping { get; init; }

    public Uri Crud { get; private set; } = null!;

    /// <summary>A file with the id of one deal.</summary>
    public string Hot => Path.Combine(_folder, "hot");

    /// <summary>A file with the ids of a thousand.</summary>
    public string Spread => Path.Combine(_folder, "spread");

    public static async Task<RestContenders> StartAsync(BenchContext context)
    {
        var product = await Product.StartAsync(await context.NewDatabaseAsync());
        var (ping, address) = await StartAsync(PingApi.Part);
        var contenders = new RestContenders { Product = product, Ping = new Uri(address, "/ping") };
        contenders._parts.AddRange([product, ping]);
        var deals = await DealMaker.CreateAsync(product, DealCount, static _ => Tokens.UserId);
        await contenders.StartCrudAsync(context, deals);
        contenders._folder = Directory.CreateTempSubdirectory("crm-bench-").FullName;
        await File.WriteAllLinesAsync(contenders.Hot, [deals[0].ToString()]);
        await File.WriteAllLinesAsync(contenders.Spread, deals.Select(static id => id.ToString()));
        return contenders;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in _parts)
            await part.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartCrudAsync(BenchContext context, Guid[] deals)
    {
        var database = await context.NewDatabaseAsync();
        await CrudStore.PrepareAsync(database);
        await CrudSeed.RunAsync(database, deals);
        var (crud, address) = await StartAsync(CrudApi.Part, database.WriterConnectionString);
        Crud = address;
        _parts.AddRange([crud, database]);
    }

    private static async Task<(ServerProcess Process, Uri Address)> StartAsync(string part, params string[] arguments)
    {
        var address = new Uri($"http://127.0.0.1:{Ports.Free()}");
        var nothing = new Dictionary<string, string>(StringComparer.Ordinal);
        var process = ServerProcess.Start(part, nothing, [Repository.Bench, "child", part, address.GetLeftPart(UriPartial.Authority), .. arguments]);
        return (await process.ReadyAsync(new Uri(address, "/ping")), address);
    }
}
