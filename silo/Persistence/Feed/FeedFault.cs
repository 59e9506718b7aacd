using System.Net.Sockets;
using Npgsql;

namespace Crm.Actors.Persistence.Feed;

/// <summary>Tells the failures of a read that are answered with "try later" from defects of the program.</summary>
public static class FeedFault
{
    public static bool IsRetryable(Exception e, CancellationToken stopping) =>
        e is NpgsqlException or FeedGapException or TimeoutException or IOException or SocketException or InvalidOperationException
        || (e is OperationCanceledException && !stopping.IsCancellationRequested);
}
