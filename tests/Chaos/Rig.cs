using Crm.Actors.Chaos.Load;
using Crm.Actors.Chaos.Readers;
using Crm.Actors.Chaos.Recording;
using Crm.Actors.TestKit.Running;

namespace Crm.Actors.Chaos;

/// <summary>The system under load, with everybody who watches it.</summary>
public sealed class Rig : IAsyncDisposable
{
    private static readonly TimeSpan SeedPatience = TimeSpan.FromSeconds(60);

    private readonly List<CrmClient> _clients = [];
    private readonly LoadOptions _load;

    private Rig(CrmSystem system, GatewayService? service, LoadOptions load, string folder)
    {
        (System, Service, _load) = (system, service, load);
        Folder = folder;
        Clock = new ChaosClock();
        Outages = new OutageLog(Clock);
        Ledger = new Ledger(Path.Combine(folder, "ledger.txt"));
        Entrances = service is null ? [.. system.Gateways.Select(static gateway => gateway.Url)] : [service.Url];
        _clients.AddRange(Entrances.Select(url => new CrmClient(url, system.Token)));
        Sender = new EditSender(_clients, Ledger, Clock);
    }

    public CrmSystem System { get; }

    /// <summary>What is kept of the run.</summary>
    public string Folder { get; }

    public ChaosClock Clock { get; }

    public OutageLog Outages { get; }

    public Ledger Ledger { get; }

    public EditSender Sender { get; }

    /// <summary>Leads to gateways that are ready; null where clients know the gateways.</summary>
    public GatewayService? Service { get; }

    /// <summary>The addresses that clients know.</summary>
    public IReadOnlyList<string> Entrances { get; }

    /// <summary>One client per address.</summary>
    public IReadOnlyList<CrmClient> Clients => _clients;

    public DealPool Deals { get; } = new();

    public WriterLoad Load { get; private set; } = null!;

    public StreamReaders Streams { get; private set; } = null!;

    /// <summary>Null when there is no broker.</summary>
    public ForeignConsumer? Foreign { get; private set; }

    /// <summary>Starts everything and lets the writers begin.</summary>
    public static async Task<Rig> StartAsync(RigOptions options, string folder)
    {
        var system = await CrmSystem.StartAsync(options.System);
        var rig = new Rig(system, options.Service ? GatewayService.Start(system) : null, options.Load, folder);
        try
        {
            await rig.BeginAsync(options.StreamReaders);
            return rig;
        }
        catch
        {
            await rig.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Load is not null)
            await Load.DisposeAsync();
        if (Streams is not null)
            await Streams.DisposeAsync();
        if (Foreign is not null)
            await Foreign.DisposeAsync();
        await Ledger.DisposeAsync();
        _clients.ForEach(static client => client.Dispose());
        if (Service is not null)
            await Service.DisposeAsync();
        await System.DisposeAsync();
    }

    private async Task BeginAsync(int streamReaders)
    {
        if (System.RabbitMq is { } broker)
            Foreign = await ForeignConsumer.StartAsync(broker);
        foreach (var silo in System.Silos)
            await Condition.WaitAsync(silo.IsActiveAsync, SeedPatience, () => $"silo {silo.Port} joins\n{System.Log}");
        await CreateDealsAsync();
        Guid? pipeline = _load.Pipelines ? await CreatePipelineAsync() : null;
        Streams = await StreamReaders.StartAsync(Entrances, System.Token, streamReaders);
        if (System.RabbitMq is not null)
            await System.RabbitMq.UntilQueuesAreOnDiskAsync();
        Load = new WriterLoad(Sender, Deals, pipeline, _load, "edit");
    }

    private async Task<Guid> CreatePipelineAsync()
    {
        const string Key = "pipeline-0";
        var answer = await Sender.SendAsync(PipelineMix.Create(Key), Key, 0, SeedPatience);
        return answer is { IsAccepted: true } ? answer.Deal!.Value : throw new InvalidOperationException($"The pipeline was not created: {answer}");
    }

    private Task CreateDealsAsync()
    {
        var mix = new EditMix(new Random(_load.Seed), Deals, new PaymentPool(), null, null);
        var keys = Enumerable.Range(0, _load.Deals).Select(static i => $"deal-{i}").ToList();
        var edits = keys.ConvertAll(mix.Create);
        return Parallel.ForEachAsync(Enumerable.Range(0, keys.Count), new ParallelOptions { MaxDegreeOfParallelism = _load.Writers }, async (i, _) =>
        {
            var answer = await Sender.SendAsync(edits[i], keys[i], i, SeedPatience);
            Deals.Add(answer is { IsAccepted: true } ? answer.Deal!.Value : throw new InvalidOperationException($"{keys[i]} was not created: {answer}"));
        });
    }
}
