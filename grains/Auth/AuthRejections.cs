using Crm.Actors.Contracts;

namespace Crm.Actors.Grains.Auth;

/// <summary>The refusals of log-ins and refreshes. What exactly is wrong is in the audit, and no help to a guesser.</summary>
public static class AuthRejections
{
    public static Rejection WrongCredentials { get; } =
        new(RejectionCode.Unauthenticated, "The e-mail address or the password is wrong, or the account is disabled.");

    public static Rejection WrongRefreshToken { get; } =
        new(RejectionCode.Unauthenticated, "The refresh token is not good, or no longer. Log in again.");

    public static Rejection Busy { get; } = new(RejectionCode.Overloaded, "Too many log-ins at a time. Retry later.");

    /// <summary>The same for all accounts, whether there are any.</summary>
    public static Rejection TooManyAttempts(int seconds) => new(RejectionCode.TooManyAttempts, "Too many attempts failed. Wait before the next one.")
    {
        RetryAfterSeconds = seconds,
    };

    public static Rejection SessionsUnavailable { get; } =
        new(RejectionCode.Unavailable, "The sessions cannot be reached at the moment. Retry with the same Idempotency-Key.");

    public static Rejection EmailTaken { get; } = new(RejectionCode.Taken, "The e-mail address is in use.")
    {
        Errors = [new FieldError("#/email", "Is in use.")],
    };
}
