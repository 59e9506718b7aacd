using Crm.Actors.Contracts;

namespace Crm.Actors.Gateway.Streams;

/// <summary>Asks a grain again and again, and says once that it does not answer and once that it does again.</summary>
/// <param name="what">What is read, for the log.</param>
/// <param name="time">Measures the wait.</param>
/// <param name="log">Where it is said.</param>
public sealed partial class GrainPolls(string what, TimeProvider time, ILogger log)
{
    /// <summary>How long an answer may be on its way: a silo that was killed never sends one.</summary>
    private static readonly TimeSpan OnTheWay = TimeSpan.FromSeconds(2);
    private int _failing;

    /// <summary>The answer, or null for: not now.</summary>
    /// <param name="call">Looks the grain up and asks it.</param>
    /// <param name="wait">How long the grain may wait before it answers.</param>
    /// <param name="cancellation">Ends the wait for the answer.</param>
    public async Task<T?> AnswerAsync<T>(Func<Task<CommandResult<T>>> call, TimeSpan wait, CancellationToken cancellation)
        where T : class
    {
        try
        {
            var answer = await call().WaitAsync(wait + OnTheWay, time, cancellation);
            Report(answer.Rejection?.Detail);
            return answer.Value;
        }
        // ArgumentException: before the first silo is found the client knows no grains.
        catch (Exception e) when (e is OrleansException or TimeoutException or InvalidOperationException or ArgumentException)
        {
            Report(e.Message);
            return null;
        }
    }

    private void Report(string? failure)
    {
        var failing = failure is null ? 0 : 1;
        if (Interlocked.Exchange(ref _failing, failing) == failing)
            return;
        if (failure is null)
            LogBack(what);
        else
            LogRefused(what, failure);
    }

    [LoggerMessage(4202, LogLevel.Information, "{What} can be read again")]
    private partial void LogBack(string what);

    [LoggerMessage(4201, LogLevel.Warning, "{What} cannot be read: {Reason}")]
    private partial void LogRefused(string what, string reason);
}
