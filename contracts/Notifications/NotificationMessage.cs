using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Notifications;

/// <summary>A notification, or a digest of some, as it goes out.</summary>
/// <param name="Content">What it is about.</param>
/// <param name="Language">The one that the user wants.</param>
/// <param name="Text">Plain text of one or more lines, up to 4,000 characters.</param>
/// <param name="Items">The notifications that a digest is of, oldest first; empty for a single one.</param>
[GenerateSerializer, Immutable, Alias("crm.NotificationMessage")]
public sealed record NotificationMessage(
    [property: Id(0)] NotificationContent Content,
    [property: Id(1)] string Language,
    [property: Id(2)] NotificationText Text,
    [property: Id(3)] ImmutableArray<Guid> Items);
