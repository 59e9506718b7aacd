using System.Globalization;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;

namespace Crm.Actors.Grains.Auth;

/// <summary>Stands before every attempt at a password.</summary>
public sealed class AttemptGuard(ILogInAttempts attempts, AuditTrail audit)
{
    /// <summary>The refusal when the attempt comes too soon. Of those in a row only the first is audited.</summary>
    /// <param name="source">Who is tried to be.</param>
    /// <param name="action">What is tried.</param>
    /// <param name="userId">The account, where it is known without looking.</param>
    /// <param name="origin">From where.</param>
    /// <exception cref="SessionsUnavailableException">The store does not answer.</exception>
    public async Task<Rejection?> BeginAsync(AttemptSource source, AuditedAction action, Guid? userId, Origin origin)
    {
        var verdict = await attempts.BeginAsync(source);
        if (verdict.Wait <= TimeSpan.Zero)
            return null;
        var seconds = (int)Math.Ceiling(verdict.Wait.TotalSeconds);
        if (verdict.IsFirst)
        {
            var detail = string.Create(CultureInfo.InvariantCulture, $"account {source.Account}, {seconds} s");
            await audit.TryRecordAsync(new(action, AuditTrail.Slowed, null, userId, null, origin, detail, null));
        }

        return AuthRejections.TooManyAttempts(seconds);
    }

    /// <inheritdoc cref="ILogInAttempts.SucceedAsync"/>
    public Task SucceedAsync(AttemptSource source) => attempts.SucceedAsync(source);

    /// <summary>Tries; when it could not be tried, it does not count.</summary>
    public async Task<T> TryAsync<T>(AttemptSource source, Func<Task<T>> attempt)
    {
        try
        {
            return await attempt();
        }
        catch (Exception fault) when (fault is PasswordsBusyException or Kernel.StoreUnavailableException)
        {
            await attempts.AbandonAsync(source);
            throw;
        }
    }
}
