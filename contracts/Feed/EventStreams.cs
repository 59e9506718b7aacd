namespace Crm.Actors.Contracts.Feed;

/// <summary>Names of the streams on which committed events reach grains.</summary>
public static class EventStreams
{
    /// <summary>The Orleans stream provider: RabbitMQ, or memory where there is no broker.</summary>
    public const string Provider = "crm";

    /// <summary>The namespace of the streams; their keys are the partitions of <see cref="EventPartition"/>, their elements <see cref="FeedEvent"/>.</summary>
    public const string Namespace = "crm.events";
}
