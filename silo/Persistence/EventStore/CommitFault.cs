using System.Net.Sockets;
using Crm.Actors.Grains.Kernel;
using Npgsql;

namespace Crm.Actors.Persistence.EventStore;

/// <summary>What a failed commit statement means for its batch.</summary>
internal enum CommitFault
{
    /// <summary>Rolled back for a reason that passes (deadlock, serialization, disk full, a missing table): send it again.</summary>
    NotApplied,

    /// <summary>Rolled back because a key was used before: find the aggregate at fault.</summary>
    KeyTaken,

    /// <summary>Rolled back because of the data: find the aggregate at fault.</summary>
    BadData,

    /// <summary>The connection is gone or the server is going down: it may have been applied.</summary>
    Unknown,
}

/// <summary>Classifies errors by SQLSTATE (PostgreSQL documentation, appendix A).</summary>
internal static class CommitFaults
{
    public static CommitFault Classify(Exception error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "idempotency_keys_pkey" } => CommitFault.KeyTaken,
        PostgresException { SqlState: PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.ReadOnlySqlTransaction } => CommitFault.NotApplied,
        PostgresException postgres => postgres.SqlState[..2] switch
        {
            "21" or "22" or "23" => CommitFault.BadData,
            "08" or "57" or "58" or "XX" => CommitFault.Unknown,
            _ => CommitFault.NotApplied,
        },
        _ => CommitFault.Unknown,
    };

    /// <summary>Whether nobody takes connections, or a server that starts or ends refuses them.</summary>
    public static bool IsRefusedConnection(Exception error) => error switch
    {
        PostgresException postgres => postgres.SqlState == PostgresErrorCodes.CannotConnectNow,
        SocketException socket => socket.SocketErrorCode == SocketError.ConnectionRefused,
        NpgsqlException { InnerException: { } inner } => IsRefusedConnection(inner),
        _ => false,
    };

    /// <summary>What <see cref="CommitFault.BadData"/> of one append means for it.</summary>
    /// <param name="error">What the database said.</param>
    /// <param name="table">The aggregate's table, with schema.</param>
    public static AppendResult RefusalOf(Exception error, string table) => error switch
    {
        // A changed key met another row's; a new row's key does not come here.
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } unique when $"{unique.SchemaName}.{unique.TableName}" == table =>
            new(AppendStatus.Taken),
        PostgresException { SqlState: PostgresErrorCodes.RestrictViolation } guard => new(AppendStatus.NotAllowed, Detail: guard.MessageText),
        _ => new(AppendStatus.Refused),
    };
}
