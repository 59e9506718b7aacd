using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Persistence.EventStore;

/// <summary>An append on its way through a lane.</summary>
internal sealed class PendingAppend<TState, TEvent>(Append<TState, TEvent> append, long enqueuedAt)
    : TaskCompletionSource<AppendResult>(TaskCreationOptions.RunContinuationsAsynchronously)
    where TState : class
    where TEvent : class
{
    public Append<TState, TEvent> Append { get; } = append;

    /// <summary>A timestamp of the lane's clock.</summary>
    public long EnqueuedAt { get; } = enqueuedAt;

    /// <summary>It was sent before, and whether that took effect is not known.</summary>
    public bool MayBeCommitted { get; set; }
}
