using System.Globalization;
using Crm.Actors.Chaos.Faults;
using Crm.Actors.Chaos.Recording;
using Crm.Actors.TestKit.Running;

namespace Crm.Actors.Chaos.Scenarios;

/// <summary>G7 and G8 when RabbitMQ dies: edits never notice, and afterwards every event arrives.</summary>
public sealed class RabbitMqKill : Scenario
{
    private const int Kills = 10;

    // Half a minute at the load's own pace: a program that has just started compiles what it runs, and takes the broker's processor.
    private const int WarmUp = 4_000;
    private static readonly TimeSpan Target = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly List<TimeSpan> _drained = [];

    public override string Name => "rabbitmq-kill";

    public override string Description => $"kill -9 of RabbitMQ, {Kills} times";

    public override int Edits => 5_000;

    public override bool NeedsBroker => true;

    /// <summary>Within one pipeline: no attempt may fail.</summary>
    public override Task<RigOptions> PrepareAsync(RigOptions options) => Task.FromResult(options with { Load = options.Load with { Pipelines = false } });

    public override async Task BreakAsync(Rig rig)
    {
        var fault = new KilledRabbitMq(editsMeanwhile: Edits / Kills / 2);
        await rig.Load.UntilMoreAsync(WarmUp);
        await RepeatAsync(rig, Kills, Edits / 2, async () =>
        {
            await fault.CauseAsync(rig);
            await DrainAsync(rig);
        });
    }

    public override IEnumerable<Measure> Measures(Rig rig, History history)
    {
        var failed = FailedAttempts.Since(history.Outages[0].From, history);
        yield return new Measure($"{failed} failed attempts (0)", failed == 0);
        var slowest = _drained.Count == 0 ? TimeSpan.MaxValue : _drained.Max();
        yield return new Measure(
            string.Create(CultureInfo.InvariantCulture, $"backlog drained {slowest.TotalSeconds:0.0} s after its return (<= 30)"),
            _drained.Count == Kills && slowest <= Target);
    }

    private async Task DrainAsync(Rig rig)
    {
        var back = rig.Clock.Now;
        var head = await rig.System.HeadAsync();
        await Condition.WaitAsync(() => rig.Foreign!.Distinct >= head, Patience, () => $"the foreign consumer gets {head} events, but has {rig.Foreign!.Distinct}\n{rig.System.Log}");
        _drained.Add(rig.Clock.Now - back);
    }
}
