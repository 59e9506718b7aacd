using Crm.Actors.Contracts;

namespace Crm.Actors.Gateway.Problems;

/// <summary>The problem that a grain's refusal becomes.</summary>
internal static class RejectionProblem
{
    /// <param name="rejection">The refusal.</param>
    /// <param name="ofQuery">Whether the grain's pointers name query parameters, because the request had no body.</param>
    public static Problem ToProblem(this Rejection rejection, bool ofQuery = false) => new(KindOf(rejection.Code, ofQuery), rejection.Detail)
    {
        Errors = rejection.Errors.IsDefaultOrEmpty ? [] : [.. rejection.Errors.Select(error => ToError(error, ofQuery))],
        CurrentVersion = rejection.CurrentVersion,
        RetryAfter = rejection.RetryAfterSeconds,
        Conflicts = rejection.Conflicts.IsDefault ? [] : rejection.Conflicts,
    };

    private static ProblemError ToError(FieldError error, bool ofQuery) =>
        ofQuery && error.Pointer.StartsWith("#/", StringComparison.Ordinal)
            ? ProblemError.InQuery(error.Pointer[2..], error.Detail)
            : ProblemError.InBody(error.Pointer, error.Detail);

    private static ProblemKind KindOf(RejectionCode code, bool ofQuery) => code switch
    {
        RejectionCode.NotFound => ProblemKind.NotFound,
        RejectionCode.Invalid => ofQuery ? ProblemKind.Malformed : ProblemKind.Invalid,
        RejectionCode.VersionMismatch => ProblemKind.VersionMismatch,
        RejectionCode.MergeConflict => ProblemKind.MergeConflict,
        RejectionCode.NotAllowedNow => ProblemKind.NotAllowedNow,
        RejectionCode.KeyReused => ProblemKind.KeyReused,
        RejectionCode.Forbidden => ProblemKind.Forbidden,
        RejectionCode.Unavailable => ProblemKind.Unavailable,
        RejectionCode.Overloaded => ProblemKind.Overloaded,
        RejectionCode.Taken => ProblemKind.Taken,
        RejectionCode.Unauthenticated => ProblemKind.CredentialsRefused,
        RejectionCode.TooManyAttempts => ProblemKind.TooManyAttempts,
        _ => ProblemKind.Internal,
    };
}
