using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Persistence.EventStore;

/// <summary>An append on its way through a lane.</summary>
internal sealed class PendingAppend<TState, TEvent>(GrowingAppend<TState, TEvent> append, long enqueuedAt)
    : TaskCompletionSource<AppendResult>(TaskCreationOptions.RunContinuationsAsynchronously)
    where TState : class
    where TEvent : class
{
    private Append<TState, TEvent>? _taken;

    /// <summary>It grows until it is asked for the first time, by the lane that takes it up.</summary>
    public Append<TState, TEvent> Append => _taken ??= append.Close();

    /// <summary>A timestamp of the lane's clock.</summary>
    public long EnqueuedAt { get; } = enqueuedAt;

    /// <summary>It was sent before, and whether that took effect is not known.</summary>
    public bool MayBeCommitted { get; set; }
}
