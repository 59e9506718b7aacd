using System.Net.Sockets;
using Crm.Actors.Grains.Kernel;
using Npgsql;

namespace Crm.Actors.Silo.Telegram;

/// <summary>Tells an outage, after which a chat's grain answers again, from a defect that stays, such as a row that cannot be read.</summary>
internal static class ChatFault
{
    /// <summary>Whether it passes by itself, however long that takes.</summary>
    public static bool IsOutage(Exception failure) => failure switch
    {
        // So Orleans wraps whatever is thrown while the chat is read: the database is away, or the row is broken.
        OrleansException { InnerException: { } cause } when failure.GetType() == typeof(OrleansException) => IsOutage(cause),
        _ => failure is OrleansException or StoreUnavailableException or NpgsqlException
            or TimeoutException or IOException or SocketException or OperationCanceledException,
    };

    /// <summary>The innermost reason, in one line.</summary>
    public static string Describe(Exception failure) => failure.GetBaseException().Message.ReplaceLineEndings(" ");
}
