namespace Crm.Actors.Gateway.Streams;

/// <summary>One event, encoded once and shared by every client that it is sent to.</summary>
/// <param name="attributes">What filters and permissions look at.</param>
public sealed class EventFrame(EventAttributes attributes)
{
    private readonly EventAttributes _attributes = attributes;

    /// <summary>Place in the log.</summary>
    public required long Position { get; init; }

    public required string Type { get; init; }

    public required EventKind Kind { get; init; }

    /// <summary>The aggregate's id.</summary>
    public required Guid Subject { get; init; }

    /// <summary>By reference: each of many clients looks at a few of them.</summary>
    public ref readonly EventAttributes Attributes => ref _attributes;

    /// <summary>The whole message as it goes over the wire, with the empty line at its end.</summary>
    public required byte[] Bytes { get; init; }

    /// <summary>The message for those whom this event takes the deal out of sight; null when it can be nobody.</summary>
    public byte[]? Left { get; init; }

    /// <summary>Bytes of both messages.</summary>
    public int Size => Bytes.Length + (Left?.Length ?? 0);
}
