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
}
