namespace Crm.Actors.Gateway.Streams;

/// <summary>Decides for each event and client, just before it is sent, what the caller sees of it. Must be fast and must not block.</summary>
public interface IStreamAccess
{
    StreamSight Of(StreamClient client, EventFrame frame);
}
