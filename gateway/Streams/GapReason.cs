namespace Crm.Actors.Gateway.Streams;

/// <summary>Why a stream cannot go on where the client left it.</summary>
public enum GapReason
{
    /// <summary>The id names another log, or the log was replaced while the stream was open.</summary>
    OtherLog = 0,

    /// <summary>The id is older than streams are kept for.</summary>
    PastRetention = 1,

    /// <summary>The id names a position that the log has not reached.</summary>
    FromTheFuture = 2,
}
