using Crm.Actors.Chaos.Faults;
using Crm.Actors.Chaos.Recording;
using Crm.Actors.TestKit.Postgres;

namespace Crm.Actors.Chaos.Scenarios;

/// <summary>The database's disk is full: nothing acknowledged is lost, and when there is space again all goes on.</summary>
public sealed class DiskFull : Scenario
{
    private const int Times = 3;
    private const int Megabytes = 400;

    private SmallDisk? _disk;

    public override string Name => "disk-full";

    public override string Description => $"the disk of PostgreSQL full, {Times} times";

    public override int Edits => 3_000;

    public override async Task<RigOptions> PrepareAsync(RigOptions options)
    {
        _disk = await SmallDisk.MountAsync(Megabytes);
        var postgres = new PostgresServerOptions
        {
            Folder = _disk.Folder,
            Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["max_wal_size"] = "64MB", ["min_wal_size"] = "32MB" },
        };
        return options with { System = options.System with { Postgres = postgres } };
    }

    public override Task BreakAsync(Rig rig)
    {
        var fault = new FullDisk(_disk!);
        return RepeatAsync(rig, Times, Edits, () => fault.CauseAsync(rig));
    }

    public override IEnumerable<Measure> Measures(Rig rig, History history) => OutageMeasures.OfDatabase(history);

    public override async ValueTask DisposeAsync()
    {
        if (_disk is not null)
            await _disk.DisposeAsync();
        await base.DisposeAsync();
    }
}
