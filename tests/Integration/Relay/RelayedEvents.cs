using Crm.Actors.Contracts.Feed;

namespace Crm.Actors.IntegrationTests.Relay;

/// <summary>Events for tests that have no log.</summary>
internal static class RelayedEvents
{
    public static FeedEvent Any { get; } = new()
    {
        Position = 1,
        Id = Guid.Empty,
        Type = "deal.created",
        Source = "/crm/deals",
        Subject = Guid.Empty,
        Sequence = 1,
        Time = DateTimeOffset.UnixEpoch,
        ActorId = Guid.Empty,
        Data = "{}"u8.ToArray(),
    };
}
