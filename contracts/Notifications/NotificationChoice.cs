using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Notifications;

/// <summary>On which channels a user wants notifications of a type.</summary>
/// <param name="Type">One of <see cref="NotificationTypes.All"/>.</param>
/// <param name="Channels">Some of <see cref="NotificationChannels.All"/>, each once; none to hear nothing of the type.</param>
[GenerateSerializer, Immutable, Alias("crm.NotificationChoice")]
public sealed record NotificationChoice([property: Id(0)] string Type, [property: Id(1)] ImmutableArray<string> Channels);
