using Crm.Actors.Contracts;

namespace Crm.Actors.Grains.Kernel;

/// <summary>The refusals that every aggregate shares.</summary>
public static class Rejections
{
    public static Rejection NotFound { get; } = new(RejectionCode.NotFound, "There is no such object.");

    public static Rejection Unavailable { get; } =
        new(RejectionCode.Unavailable, "The database does not answer. Retry with the same Idempotency-Key.");

    public static Rejection Superseded { get; } =
        new(RejectionCode.Unavailable, "The object was written by another server. Retry with the same Idempotency-Key.") { AskAgain = true };

    public static Rejection Late { get; } = new(
        RejectionCode.Unavailable, "The request reached the object too late, or the clocks of the servers differ. Retry with the same Idempotency-Key.");

    public static Rejection Overloaded { get; } =
        new(RejectionCode.Overloaded, "Too many requests are waiting. Retry later with the same Idempotency-Key.");

    public static Rejection KeyReused { get; } =
        new(RejectionCode.KeyReused, "This Idempotency-Key was used for another request.");

    public static Rejection Taken { get; } = new(RejectionCode.Taken, "Another object has this value.");

    public static Rejection VersionMismatch(long current) =>
        new(RejectionCode.VersionMismatch, "The object has changed: If-Match names another version.") { CurrentVersion = current };

    public static Rejection Invalid(string pointer, string detail) =>
        new(RejectionCode.Invalid, "A field is not valid.") { Errors = [new FieldError(pointer, detail)] };
}
