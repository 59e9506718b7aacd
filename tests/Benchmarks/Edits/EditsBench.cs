using Crm.Actors.Benchmarks.Edits.AdoNet;
using Crm.Actors.Benchmarks.Edits.Crud;
using Crm.Actors.Benchmarks.Edits.Ours;
using Crm.Actors.Benchmarks.Harness;

namespace Crm.Actors.Benchmarks.Edits;

/// <summary>Durable edits per second of 256 callers, without HTTP: all of one deal (hot), and of 1,000 deals at random (spread).</summary>
internal sealed class EditsBench : IBench
{
    public const int CallerCount = 256;
    private const ulong Seed = 20;

    public string Name => "edits";

    public string Summary => "durable edits of one deal and of 1,000, in process: ours, CRUD, a stock AdoNet grain";

    public async Task RunAsync(BenchContext context)
    {
        var deals = EditSource.Deals(1_000, Seed);
        await using var ours = await OurEditor.StartAsync(await context.NewDatabaseAsync());
        await using var crud = await CrudEditor.StartAsync(await context.NewDatabaseAsync());
        await using var adonet = await AdoNetEditor.StartAsync(await context.NewDatabaseAsync());
        IEditor[] editors = [ours, crud, adonet];
        foreach (var editor in editors)
            await editor.CreateAsync(deals);
        await MeasureAsync(context, "hot", editors, deals[..1]);
        await MeasureAsync(context, "spread", editors, deals);
    }

    private static async Task MeasureAsync(BenchContext context, string name, IEditor[] editors, Guid[] deals)
    {
        var contenders = editors.Select(editor => new Contender(context, editor, new EditSource(deals, Seed + (ulong)deals.Length * 1_000_000_000))).ToArray();
        var runs = await Alternating.RunAsync([.. contenders.Select(static c => (Func<Task<Load>>)c.RunAsync)]);
        var ours = runs[0].Median(static load => load.PerSecond);
        for (var i = 1; i < editors.Length; i++)
            context.Report.Ratio($"edits.{name}.vs_{editors[i].Name}", ours / runs[i].Median(static load => load.PerSecond));
        for (var i = 0; i < editors.Length; i++)
            context.Report.Loads($"edits.{name}.{editors[i].Name}", "edits/s", runs[i]);
    }
}
