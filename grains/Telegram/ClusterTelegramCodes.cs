using Crm.Actors.Grains.Auth;

namespace Crm.Actors.Grains.Telegram;

/// <summary>Codes in the memory of one silo, for the whole cluster: they end with that silo.</summary>
public sealed class ClusterTelegramCodes(IGrainFactory grains) : ITelegramCodes
{
    private ITelegramCodesGrain Grain => grains.GetGrain<ITelegramCodesGrain>(0);

    /// <inheritdoc/>
    public Task IssueAsync(IssuedCode code, DateTimeOffset now) => AskAsync(() => Done(Grain.Issue(code, now)));

    /// <inheritdoc/>
    public Task<TakeResult> TakeAsync(CodeGuess guess) => AskAsync(() => Grain.Take(guess));

    /// <inheritdoc/>
    public Task ReturnAsync(IssuedCode code, DateTimeOffset now) => AskAsync(() => Done(Grain.Return(code, now)));

    /// <inheritdoc/>
    public Task VoidAsync(Guid userId) => AskAsync(() => Done(Grain.Void(userId)));

    private static async Task<bool> Done(Task call)
    {
        await call;
        return true;
    }

    private static async Task<T> AskAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (Exception outage) when (outage is OrleansException or TimeoutException)
        {
            throw new SessionsUnavailableException("The silo that keeps the codes does not answer.", outage);
        }
    }
}
