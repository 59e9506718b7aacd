using Crm.Actors.Persistence.Feed;

namespace Crm.Actors.Silo.Hosting;

/// <summary>
/// How a silo leaves, beside what Orleans does: it tells the gateways to send nothing more, stays as long as <c>CRM_DRAIN_DELAY</c> says for what is under
/// way, leaves the cluster, and deactivates its grains, each after what it has begun.
/// </summary>
/// <param name="feed">Has reads that wait for events.</param>
/// <param name="time">Measures how long it lingers.</param>
/// <param name="lingers">Whether others take over, and are worth waiting for.</param>
internal sealed class SiloDrain(FeedTail feed, TimeProvider time, bool lingers) : ILifecycleParticipant<ISiloLifecycle>
{
    /// <summary>The stage after which the silo's connections are closed; in it, the others learn that it is gone.</summary>
    private const int Farewell = ServiceLifecycleStage.RuntimeInitialize + 1;

    /// <summary>
    /// Messages that others send before they learn of it are refused meanwhile, and those who sent them ask again. Afterwards they would be lost, and those who
    /// sent them would wait in vain.
    /// </summary>
    private static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    public void Participate(ISiloLifecycle lifecycle)
    {
        lifecycle.Subscribe<SiloDrain>(ServiceLifecycleStage.BecomeActive, NothingToStart, EndWaits);
        lifecycle.Subscribe<SiloDrain>(Farewell, NothingToStart, LingerAsync);
    }

    private static Task NothingToStart(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Gateways ask elsewhere from now on, and a grain that waits for events would hold up the others.</summary>
    private Task EndWaits(CancellationToken cancellationToken)
    {
        feed.EndWaits();
        return Task.CompletedTask;
    }

    private async Task LingerAsync(CancellationToken cancellationToken)
    {
        if (lingers)
            await Task.Delay(Linger, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
