namespace Crm.Actors.Gateway.Streams;

/// <summary>A stretch of the log, encoded.</summary>
/// <param name="Epoch">The log's name.</param>
/// <param name="Frames">The frames in order.</param>
/// <param name="Through">Everything asked for up to this position is in <paramref name="Frames"/>.</param>
public sealed record LogPage(string Epoch, EventFrame[] Frames, long Through)
{
    /// <summary>Bytes of the encoded frames.</summary>
    public long Bytes { get; } = Frames.Sum(f => (long)f.Size);
}
