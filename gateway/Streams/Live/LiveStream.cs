using System.Text.Json.Serialization;

namespace Crm.Actors.Gateway.Streams.Live;

/// <summary>An open event stream, as administrators see it. Nothing of it opens another one.</summary>
internal sealed record LiveStream
{
    /// <summary>Its connection; those that came later have greater ones, gateway by gateway.</summary>
    public required Guid Id { get; init; }

    /// <summary>The gateway that serves it.</summary>
    public required string Gateway { get; init; }

    /// <summary>Whose it is.</summary>
    public required Guid UserId { get; init; }

    /// <summary>One of <see cref="LiveStreamKinds.All"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The only deal that it follows.</summary>
    public Guid? DealId { get; init; }

    /// <summary>The event types that were asked for; null for all.</summary>
    public string? Types { get; init; }

    public string? Stage { get; init; }

    public Guid? OwnerId { get; init; }

    /// <summary>The id up to which everything that it wants was handed to its connection; null while something waits.</summary>
    public string? Position { get; init; }

    public required DateTimeOffset Since { get; init; }

    /// <summary>When its connection last took something, a heartbeat at least.</summary>
    public required DateTimeOffset HeartbeatAt { get; init; }

    /// <summary>How it is ordered and named in cursors.</summary>
    [JsonIgnore]
    public LiveStreamCursor Place => new(Gateway, Id.ToString("N"));
}

/// <summary>Kinds of streams on the wire.</summary>
internal static class LiveStreamKinds
{
    public static IReadOnlyList<string> All { get; } = ["deals", "deal", "tasks", "notifications"];

    public static string Of(StreamFilter filter) => filter switch
    {
        { Kind: EventKind.Task } => All[2],
        { Kind: EventKind.Notification } => All[3],
        { Subject: not null } => All[1],
        _ => All[0],
    };
}
