namespace Crm.Actors.Grains.Auth;

/// <summary>Failed attempts in the memory of one silo, for the whole cluster: they are forgotten with that silo.</summary>
public sealed class ClusterLogInAttempts(IGrainFactory grains) : ILogInAttempts
{
    private ILogInAttemptsGrain Grain => grains.GetGrain<ILogInAttemptsGrain>(0);

    /// <inheritdoc/>
    public Task<AttemptVerdict> BeginAsync(AttemptSource source) => AskAsync(() => Grain.Begin(source));

    /// <inheritdoc/>
    public Task SucceedAsync(AttemptSource source) => AskAsync(async () =>
    {
        await Grain.Succeed(source);
        return true;
    });

    /// <inheritdoc/>
    public Task AbandonAsync(AttemptSource source) => AskAsync(async () =>
    {
        await Grain.Abandon(source);
        return true;
    });

    private static async Task<T> AskAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception outage) when (outage is OrleansException or TimeoutException)
        {
            throw new SessionsUnavailableException("The silo that counts attempts does not answer.", outage);
        }
    }
}
