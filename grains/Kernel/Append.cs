using System.Collections.Immutable;

namespace Crm.Actors.Grains.Kernel;

/// <summary>One aggregate's share of a commit: the row as it shall be, and what led to it.</summary>
/// <typeparam name="TState">The aggregate's state.</typeparam>
/// <typeparam name="TEvent">The base of its events.</typeparam>
/// <param name="Id">The aggregate.</param>
/// <param name="ExpectedVersion">The version of the stored row; 0 when there must be none.</param>
/// <param name="State">The state after the events.</param>
/// <param name="Events">Versions <paramref name="ExpectedVersion"/> + 1 and on; empty when only keys are to be kept.</param>
/// <param name="Keys">The idempotency keys of the commands, with the version that each command left.</param>
public sealed record Append<TState, TEvent>(
    Guid Id,
    long ExpectedVersion,
    TState State,
    ImmutableArray<Recorded<TEvent>> Events,
    ImmutableArray<CommandKey> Keys)
    where TState : class
    where TEvent : class;
