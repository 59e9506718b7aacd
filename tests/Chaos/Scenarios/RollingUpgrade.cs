using System.Globalization;
using Crm.Actors.Chaos.Faults;
using Crm.Actors.Chaos.Recording;

namespace Crm.Actors.Chaos.Scenarios;

/// <summary>GW5 and G6 when every program is replaced by a new one while it works: no request fails, and no stream has a gap.</summary>
/// <param name="rounds">How often each is replaced.</param>
public sealed class RollingUpgrade(int rounds = 2) : Scenario
{
    private const int EditsBetween = 100;
    private const int Readers = 20;

    private readonly Replacement _replacement = new();

    public override string Name => "rolling-upgrade";

    public override string Description =>
        $"each of 3 silos and 2 gateways replaced in turn, {rounds} times, behind an address that leads to gateways that are ready, {Readers} stream readers";

    public override int Edits => 1_000 * rounds;

    /// <summary>Within one pipeline: no attempt may fail. Fewer edits: processes that start have enough to do.</summary>
    public override Task<RigOptions> PrepareAsync(RigOptions options) => Task.FromResult(options with
    {
        Service = true,
        StreamReaders = Readers,
        System = options.System with
        {
            Settings = new Dictionary<string, string>(options.System.Settings, StringComparer.Ordinal) { ["CRM_DRAIN_DELAY"] = "PT3S" },
        },
        Load = options.Load with { Pipelines = false, EditsPerSecond = Math.Min(60, options.Load.EditsPerSecond), Writers = Math.Min(8, options.Load.Writers) },
    });

    public override async Task BreakAsync(Rig rig)
    {
        for (var round = 0; round < rounds; round++)
        {
            foreach (var silo in rig.System.Silos.ToArray())
            {
                await rig.Load.UntilMoreAsync(EditsBetween);
                await _replacement.OfSiloAsync(rig, silo);
            }

            foreach (var gateway in rig.System.Gateways.Where(static gateway => gateway.IsRunning).ToArray())
            {
                await rig.Load.UntilMoreAsync(EditsBetween);
                await _replacement.OfGatewayAsync(rig, gateway);
            }
        }

        await rig.Load.UntilMoreAsync(Math.Max(EditsBetween, Edits - rig.Load.Acknowledged));
    }

    public override IEnumerable<Measure> Measures(Rig rig, History history)
    {
        var begun = history.Outages[0].From;
        var failed = FailedAttempts.Since(begun, history);
        var times = history.Edits.SelectMany(static e => e.Attempts).Where(a => a.EndedAt >= begun).Select(static a => a.EndedAt!.Value - a.SentAt).Order().ToList();
        var replaced = history.Outages.Count;
        yield return new Measure(
            $"{_replacement.Count} of {replaced} replaced, {_replacement.Killed} of them did not end by themselves (0)",
            replaced == rounds * 5 && _replacement.Count == replaced && _replacement.Killed == 0);
        yield return new Measure(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{failed} of {times.Count} requests failed (0); p99 {times[(int)(times.Count * 0.99)].TotalMilliseconds:0} ms, slowest {times[^1].TotalMilliseconds:0} ms"),
            failed == 0);
        yield return new Measure(
            $"{rig.Streams.Count} streams over {rig.Streams.Connections} connections (>= {2 * Readers})", rig.Streams.Connections >= 2 * Readers);
    }
}
