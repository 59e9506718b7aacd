namespace Crm.Actors.Contracts;

/// <summary>Kinds of refusal, with the HTTP status that each becomes.</summary>
[GenerateSerializer, Alias("crm.RejectionCode")]
public enum RejectionCode
{
    /// <summary>No such object, or none that the caller may see (404).</summary>
    NotFound = 0,

    /// <summary>A field is missing or wrong (422).</summary>
    Invalid = 1,

    /// <summary><c>If-Match</c> names another version (412).</summary>
    VersionMismatch = 2,

    /// <summary>Somebody else changed the same field since <c>baseVersion</c> (409).</summary>
    MergeConflict = 3,

    /// <summary>The object's state does not allow it (409).</summary>
    NotAllowedNow = 4,

    /// <summary>The <c>Idempotency-Key</c> was used for another request (422).</summary>
    KeyReused = 5,

    /// <summary>The caller may see the object but not do this (403).</summary>
    Forbidden = 6,

    /// <summary>The database does not answer, or the outcome is not known; retry with the same key (503).</summary>
    Unavailable = 7,

    /// <summary>Too much is waiting; nothing was done (503).</summary>
    Overloaded = 8,

    /// <summary>Another object has the value that must be unique, such as an e-mail address (409).</summary>
    Taken = 9,

    /// <summary>The credentials are not accepted (401).</summary>
    Unauthenticated = 10,

    /// <summary>Too many attempts failed; nothing was tried (429).</summary>
    TooManyAttempts = 11,
}
