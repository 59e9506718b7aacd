namespace Crm.Actors.Grains.Auth;

/// <inheritdoc cref="ILogInAttemptsGrain"/>
[KeepAlive]
public sealed class LogInAttemptsGrain(AttemptOptions options, TimeProvider clock) : Grain, ILogInAttemptsGrain
{
    private readonly MemoryLogInAttempts _attempts = new(options, clock);

    public Task<AttemptVerdict> Begin(AttemptSource source) => _attempts.BeginAsync(source);

    public Task Succeed(AttemptSource source) => _attempts.SucceedAsync(source);

    public Task Abandon(AttemptSource source) => _attempts.AbandonAsync(source);
}
