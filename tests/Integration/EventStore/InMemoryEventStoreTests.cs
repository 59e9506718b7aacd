using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.TestKit.EventStore;

namespace Crm.Actors.IntegrationTests.EventStore;

/// <summary>The model that the kernel's property test trusts keeps the same contract as PostgreSQL.</summary>
public sealed class InMemoryEventStoreTests : EventStoreContract
{
    protected override IEventStore<DealState, DealEvent> Store { get; } = new InMemoryEventStore<DealState, DealEvent, DealView>();

    protected override IEventStore<DealState, DealEvent> Other => Store;
}
