namespace Crm.Actors.Grains.Auth;

/// <summary>
/// Counts failed attempts at passwords. Each attempt counts as failed from its beginning until it is known better, so that many at once cannot
/// pass where one after the other could not. Each member is atomic.
/// </summary>
/// <remarks>Every member throws <see cref="SessionsUnavailableException"/> when the store does not answer within 2 s.</remarks>
public interface ILogInAttempts
{
    /// <summary>Asks whether a password may be tried; if so it has to end with one of the others, or counts as failed.</summary>
    Task<AttemptVerdict> BeginAsync(AttemptSource source);

    /// <summary>It was right: this account has a clean sheet in this network, which is its owner's from now on.</summary>
    Task SucceedAsync(AttemptSource source);

    /// <summary>It was not tried after all.</summary>
    Task AbandonAsync(AttemptSource source);
}
