using Crm.Actors.Benchmarks.Harness;
using Crm.Actors.TestKit.Running;

namespace Crm.Actors.Benchmarks.Reminders;

/// <summary>Reminders of the whole product with two silos: many of one second, and few beside a million that wait.</summary>
internal sealed class RemindersBench : IBench
{
    public string Name => "reminders";

    public string Summary => "10,000 reminders of one second, also with a silo killed meanwhile; what a million that wait cost, and how late the next one comes";

    public async Task RunAsync(BenchContext context)
    {
        await using (var system = await StartAsync())
            await ReminderBurst.RunAsync(context, system);
        await using (var system = await StartAsync())
            await ReminderWait.RunAsync(context, system);
    }

    private static Task<CrmSystem> StartAsync() => CrmSystem.StartAsync(new CrmSystemOptions { Silos = 2, Postgres = BenchContext.PostgresOptions });
}
