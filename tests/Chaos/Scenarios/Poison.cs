using Crm.Actors.Chaos.Load;
using Crm.Actors.Chaos.Readers;
using Crm.Actors.Chaos.Recording;
using Crm.Actors.TestKit.Running;

namespace Crm.Actors.Chaos.Scenarios;

/// <summary>Messages that nobody can process are put aside with the reason, and all others go on in order.</summary>
public sealed class Poison(int seed) : Scenario
{
    private const int Messages = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly List<Measure> _measures = [];

    public override string Name => "poison";

    public override string Description => $"{Messages} messages that nobody can process";

    public override int Edits => 10_000;

    public override bool NeedsBroker => true;

    public override Task BreakAsync(Rig rig)
    {
        var sender = new PoisonSender(rig.System.RabbitMq!, rig.Deals, new Random(seed));
        return RepeatAsync(rig, Messages / PoisonSender.Kinds, Edits, sender.SendAsync);
    }

    public override async Task AfterwardsAsync(Rig rig)
    {
        var queue = new DeadLetterQueue(rig.System.RabbitMq!);
        await CountAsync(queue, Messages, "dead letters");
        var letters = await queue.PeekAsync();
        _measures.Add(new Measure(
            $"reasons: {string.Join(", ", letters.CountBy(static l => l.Reason ?? "none").Select(static c => $"{c.Value} {c.Key}"))}",
            letters.Count > 0 && letters.All(static l => l.Reason is { Length: > 0 })));

        var newest = letters.Max(static l => l.ParkedAt);
        await rig.System.SiloCommandAsync("dead-letters", "replay", "--all");
        await CountAsync(queue, Messages, "after the replay");
        var again = await queue.PeekAsync();
        var parkedAgain = again.Count(l => string.CompareOrdinal(l.ParkedAt, newest) > 0);
        _measures.Add(new Measure($"{parkedAgain} parked again ({Messages})", parkedAgain == Messages));

        await rig.System.SiloCommandAsync("dead-letters", "drop", "--all");
        await CountAsync(queue, 0, "after the drop");
    }

    public override IEnumerable<Measure> Measures(Rig rig, History history) => _measures;

    private async Task CountAsync(DeadLetterQueue queue, uint expected, string what)
    {
        var count = 0u;
        try
        {
            await Condition.WaitAsync(async () => (count = await queue.CountAsync()) == expected, Patience, () => what);
        }
        catch (TimeoutException)
        {
            // The figure says it.
        }

        _measures.Add(new Measure($"{count} {what} ({expected})", count == expected));
    }
}
