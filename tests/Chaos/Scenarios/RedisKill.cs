using Crm.Actors.Chaos.Faults;
using Crm.Actors.Chaos.Recording;

namespace Crm.Actors.Chaos.Scenarios;

/// <summary>G8 when Redis dies, which has a part in every request once rates are limited: edits never notice.</summary>
public sealed class RedisKill : Scenario
{
    private const int Kills = 10;

    public override string Name => "redis-kill";

    public override string Description => $"kill -9 of Redis, {Kills} times";

    public override int Edits => 5_000;

    /// <summary>Within one pipeline: no attempt may fail.</summary>
    public override Task<RigOptions> PrepareAsync(RigOptions options) =>
        Task.FromResult(options with { System = WithRedis.In(options.System), Load = options.Load with { Pipelines = false } });

    public override Task BreakAsync(Rig rig)
    {
        var fault = new KilledRedis(editsMeanwhile: Edits / Kills / 2);
        return RepeatAsync(rig, Kills, Edits / 2, () => fault.CauseAsync(rig));
    }

    public override IEnumerable<Measure> Measures(Rig rig, History history)
    {
        var failed = FailedAttempts.Since(history.Outages[0].From, history);
        yield return new Measure($"{failed} failed attempts (0)", failed == 0);
    }
}
