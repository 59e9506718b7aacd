using System.Diagnostics;
using Crm.Actors.Contracts.Feed;

namespace Crm.Actors.Contracts.Observability;

/// <summary>What is done with events, as their spans say it.</summary>
/// <param name="Name">The first word of the span's name, such as <c>publish</c>.</param>
/// <param name="Kind"><see cref="ActivityKind.Producer"/> or <see cref="ActivityKind.Consumer"/>.</param>
/// <param name="Messaging">OpenTelemetry's name of the messaging system, such as <c>rabbitmq</c>.</param>
/// <param name="DestinationOf">Where an event goes, or who takes it: the rest of the name.</param>
public sealed record EventOperation(string Name, ActivityKind Kind, string Messaging, Func<FeedEvent, string> DestinationOf)
{
    /// <summary>One that always has the same destination.</summary>
    public static EventOperation To(string destination, string name, ActivityKind kind, string messaging) => new(name, kind, messaging, _ => destination);
}
