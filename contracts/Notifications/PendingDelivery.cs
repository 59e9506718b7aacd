namespace Crm.Actors.Contracts.Notifications;

/// <summary>A channel that a notification still has to go out on.</summary>
/// <param name="Channel">One of <see cref="NotificationChannels.Outgoing"/>.</param>
/// <param name="Due">Not before this time, UTC.</param>
/// <param name="InDigest">Whether it goes out with others in one message.</param>
[GenerateSerializer, Immutable, Alias("crm.PendingDelivery")]
public sealed record PendingDelivery([property: Id(0)] string Channel, [property: Id(1)] DateTimeOffset Due, [property: Id(2)] bool InDigest);
