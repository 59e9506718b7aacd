namespace Crm.Actors.Persistence.Relay;

/// <summary>Spreads pauses, so that silos do not act in step.</summary>
/// <param name="random">The source of chance; used under a lock.</param>
public sealed class Jitter(Random random)
{
    private readonly Lock _gate = new();

    /// <summary>The pause, up to a quarter shorter or longer.</summary>
    public TimeSpan Of(TimeSpan pause)
    {
        lock (_gate)
            return pause * (0.75 + (random.NextDouble() / 2));
    }
}
