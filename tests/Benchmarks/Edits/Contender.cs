using Crm.Actors.Benchmarks.Harness;

namespace Crm.Actors.Benchmarks.Edits;

/// <summary>One editor under load, with its edits counted on both sides.</summary>
internal sealed class Contender(BenchContext context, IEditor editor, EditSource edits)
{
    public async Task<Load> RunAsync()
    {
        await context.Postgres.ExecuteAsync("CHECKPOINT");
        var before = await editor.CountAsync();
        var acknowledged = 0L;
        var load = await Callers.RunAsync(EditsBench.CallerCount, async () =>
        {
            await editor.EditAsync(edits.Next());
            Interlocked.Increment(ref acknowledged);
        });
        var durable = await editor.CountAsync() - before;
        if (durable != acknowledged)
            throw new InvalidOperationException($"{editor.Name} acknowledged {acknowledged} edits and has {durable}");
        return load;
    }
}
