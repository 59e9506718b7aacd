using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Notifications;

namespace Crm.Actors.Grains.Notifications;

/// <summary>Sends the digest that the grain stands for, unless it was sent.</summary>
/// <param name="Context">The caller is its user.</param>
/// <param name="UserId">Whom it is for.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Message">What is to be sent.</param>
[GenerateSerializer, Immutable, Alias("crm.SendDigest")]
public sealed record SendDigest(
    [property: Id(0)] CommandContext Context,
    [property: Id(1)] Guid UserId,
    [property: Id(2)] string Channel,
    [property: Id(3)] NotificationMessage Message);
