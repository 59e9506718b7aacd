namespace Crm.Actors.Grains.Kernel;

/// <summary>How an append ended.</summary>
/// <param name="Status">The outcome.</param>
/// <param name="Position">Feed position of the last event appended, when committed with events; otherwise 0.</param>
/// <param name="Detail">For <see cref="AppendStatus.NotAllowed"/>: why.</param>
public readonly record struct AppendResult(AppendStatus Status, long Position = 0, string? Detail = null);

/// <summary>The possible ends of an append.</summary>
public enum AppendStatus
{
    /// <summary>Durable.</summary>
    Committed,

    /// <summary>Not applied: the stored version is another one, so this writer is stale.</summary>
    Conflict,

    /// <summary>Not applied: a command with one of the keys was accepted before.</summary>
    KeyTaken,

    /// <summary>Not applied: another aggregate has the value that must be unique.</summary>
    Taken,

    /// <summary>Not applied: the database refuses the data itself.</summary>
    Refused,

    /// <summary>Not applied: the state of other aggregates does not allow it, such as that of the last administrator.</summary>
    NotAllowed,

    /// <summary>Not applied: too much is waiting.</summary>
    Overloaded,

    /// <summary>The database does not answer; it may or may not be applied.</summary>
    Unavailable,
}
