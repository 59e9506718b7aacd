using System.Collections.Immutable;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.TestKit.EventStore;

/// <summary>What tests ask of a store.</summary>
public static class EventStoreExtensions
{
    /// <summary>All events of an aggregate from one version to another.</summary>
    public static async Task<ImmutableArray<Recorded<TEvent>>> ReadEventsAsync<TState, TEvent>(
        this IEventStore<TState, TEvent> store, Guid id, long fromVersion, long toVersion)
        where TState : class
        where TEvent : class
    {
        var events = ImmutableArray.CreateBuilder<Recorded<TEvent>>();
        await store.ReadEventsAsync(id, fromVersion, toVersion, recorded =>
        {
            events.Add(recorded);
            return true;
        });
        return events.ToImmutable();
    }
}
