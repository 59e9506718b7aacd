namespace Crm.Actors.Gateway.Streams;

/// <summary>One event, encoded once and shared by every client that it is sent to.</summary>
public sealed class EventFrame
{
    /// <summary>Place in the log.</summary>
    public required long Position { get; init; }

    public required string Type { get; init; }

    public required EventKind Kind { get; init; }

    /// <summary>The aggregate's id.</summary>
    public required Guid Subject { get; init; }

    public required EventAttributes Attributes { get; init; }

    /// <summary>The whole message as it goes over the wire, with the empty line at its end.</summary>
    public required byte[] Bytes { get; init; }
}
