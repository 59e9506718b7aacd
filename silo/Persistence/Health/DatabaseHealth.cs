using Crm.Actors.Grains.Health;
using Crm.Actors.Persistence.Feed;

namespace Crm.Actors.Persistence.Health;

/// <summary>Reads the log's head: proves the connection, the login's rights and the migrated schema in one.</summary>
public sealed class DatabaseHealth(FeedReader reader, TimeProvider time) : IDatabaseHealth
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(1500);

    /// <inheritdoc/>
    public async Task<string?> CheckAsync()
    {
        using var limit = new CancellationTokenSource(Limit, time);
        try
        {
            await reader.HeadAsync(limit.Token).WaitAsync(limit.Token);
            return null;
        }
        catch (OperationCanceledException)
        {
            return "The database does not answer in time.";
        }
        catch (Exception e) when (FeedFault.IsRetryable(e, CancellationToken.None))
        {
            return $"The database cannot be read: {e.Message.ReplaceLineEndings(" ")}";
        }
    }
}
