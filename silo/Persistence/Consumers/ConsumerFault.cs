using System.Net.Sockets;
using Crm.Actors.Grains.Consumers;
using Npgsql;

namespace Crm.Actors.Persistence.Consumers;

/// <summary>Tells what an event is to blame for from what passes by itself.</summary>
internal static class ConsumerFault
{
    /// <summary>The effects are too large, or the database refused data: SQLSTATE classes 21 to 23 (PostgreSQL documentation, appendix A).</summary>
    public static bool IsRefusal(Exception e) => e is OverflowException or PostgresException { SqlState: ['2', '1' or '2' or '3', ..] };

    public static bool IsTransient(Exception e, CancellationToken cancellation) =>
        e is NpgsqlException or DeadLettersUnavailableException or TimeoutException or IOException or SocketException
        || (e is OperationCanceledException && !cancellation.IsCancellationRequested);
}
