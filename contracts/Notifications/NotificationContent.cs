using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Notifications;

/// <summary>What a notification is about.</summary>
[GenerateSerializer, Immutable, Alias("crm.NotificationContent")]
public sealed record NotificationContent
{
    /// <summary>One of <see cref="NotificationTypes"/>.</summary>
    [Id(0)] public required string Type { get; init; }

    /// <summary>The event that it is of; the digest's own id for a digest.</summary>
    [Id(1)] public required Guid EventId { get; init; }

    /// <summary>The event's place in the log; the newest one of a digest.</summary>
    [Id(2)] public required long EventPosition { get; init; }

    /// <summary>Who caused the event.</summary>
    [Id(3)] public required Guid ActorId { get; init; }

    [Id(4)] public Guid? DealId { get; init; }

    [Id(5)] public Guid? TaskId { get; init; }

    /// <summary>The title of the deal or the task at that time, up to 500 characters; may be empty.</summary>
    [Id(6)] public required string Title { get; init; }

    /// <summary>What else there is to say, by name, such as <c>from</c> and <c>to</c> of a stage; texts of up to 500 characters.</summary>
    [Id(7)] public ImmutableSortedDictionary<string, string> Details { get; init; } = NoDetails;

    /// <summary>No details, ordered as all of them are.</summary>
    public static ImmutableSortedDictionary<string, string> NoDetails { get; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
