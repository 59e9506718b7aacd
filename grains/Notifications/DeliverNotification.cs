using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Notifications;

namespace Crm.Actors.Grains.Notifications;

/// <summary>Ends the wait of a notification on a channel; once it has ended, nothing happens. Exactly one of the last three is given.</summary>
/// <param name="Context">The caller is who caused the event.</param>
/// <param name="Channel">The channel.</param>
[GenerateSerializer, Immutable, Alias("crm.DeliverNotification")]
public sealed record DeliverNotification([property: Id(0)] CommandContext Context, [property: Id(1)] string Channel)
{
    /// <summary>It goes out, as this.</summary>
    [Id(2)] public NotificationMessage? Message { get; init; }

    /// <summary>It went out in this digest.</summary>
    [Id(3)] public Guid? DigestId { get; init; }

    /// <summary>It does not go out, for this reason.</summary>
    [Id(4)] public string? Dropped { get; init; }
}
