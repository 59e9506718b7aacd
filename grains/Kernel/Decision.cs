using System.Collections.Immutable;
using Crm.Actors.Contracts;

namespace Crm.Actors.Grains.Kernel;

/// <summary>What a rule decides about a command: events, nothing to change, or a refusal.</summary>
/// <typeparam name="TEvent">The base of the aggregate's events.</typeparam>
public readonly record struct Decision<TEvent>
    where TEvent : class
{
    private Decision(ImmutableArray<TEvent> events, Rejection? rejection)
    {
        Events = events;
        Rejection = rejection;
    }

    /// <summary>What happens; empty when the command asks for what already is.</summary>
    public ImmutableArray<TEvent> Events { get; }

    /// <summary>Why not; null when accepted.</summary>
    public Rejection? Rejection { get; }

    public static Decision<TEvent> Nothing { get; } = new([], null);

    public static implicit operator Decision<TEvent>(TEvent happened) => new([happened], null);

    public static implicit operator Decision<TEvent>(Rejection rejection) => new([], rejection);

    public static Decision<TEvent> Accept(ImmutableArray<TEvent> events) => new(events, null);
}
