using System.Security.Claims;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Gateway.Auth;

namespace Crm.Actors.Gateway.ApiKeys;

/// <summary>
/// Looks again, while something long goes on, at the key that it was begun with, and ends it when that is good no more or its owner's rights
/// are others: whoever comes back has the new ones.
/// </summary>
internal sealed class KeyWatch(ApiKeyResolver keys, TimeProvider time)
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(15);

    /// <summary>Watches until it is disposed. Null when the user did not come with a key.</summary>
    /// <param name="user">Who began it.</param>
    /// <param name="origin">Where they came from.</param>
    /// <param name="end">Ends it.</param>
    public IAsyncDisposable? Start(ClaimsPrincipal user, Origin origin, Action end) =>
        user.Identity is CallerIdentity { Key: { } key } identity ? new Watching(this, key, identity.Caller, origin, end) : null;

    private async Task RunAsync(ApiKeyRight key, Caller began, Origin origin, Action end, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                var answer = await keys.AskAsync(key.Credential, origin);
                if (answer.IsUnavailable || (answer.Identity is { } now && AreSame(now.Caller, began))) continue;
                end();
                return;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // It ended by itself.
        }
    }

    private static bool AreSame(Caller one, Caller other) =>
        one.Roles.SequenceEqual(other.Roles, StringComparer.Ordinal) && one.Teams.SequenceEqual(other.Teams);

    private sealed class Watching : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _running;

        public Watching(KeyWatch watch, ApiKeyRight key, Caller began, Origin origin, Action end) =>
            _running = watch.RunAsync(key, began, origin, end, _stop.Token);

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _running;
            _stop.Dispose();
        }
    }
}
