namespace Crm.Actors.Clustering.Consul;

/// <summary>Repeats what Consul could not answer, after pauses of 100 ms to 1 s, until the patience is over.</summary>
/// <param name="patience">From the first attempt to the last one's beginning.</param>
/// <param name="time">Measures it.</param>
internal sealed class Retries(TimeSpan patience, TimeProvider time)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <exception cref="ConsulUnavailableException">The last attempt failed so.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> attempt, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var pause = FirstPause;
        while (true)
        {
            try
            {
                return await attempt();
            }
            catch (ConsulUnavailableException) when (time.GetElapsedTime(started) + pause < patience)
            {
                await Task.Delay(pause, time, cancellation);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }
}
