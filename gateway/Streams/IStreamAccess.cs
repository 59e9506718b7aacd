using Crm.Actors.Contracts;

namespace Crm.Actors.Gateway.Streams;

/// <summary>Decides for each event and client, just before it is sent, whether the caller may see it. Must be fast and must not block.</summary>
public interface IStreamAccess
{
    bool MaySee(Caller caller, EventFrame frame);
}
