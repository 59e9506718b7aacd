using System.Diagnostics;

namespace Crm.Actors.TestKit.Running;

/// <summary>Waits for something to become true.</summary>
public static class Condition
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);

    /// <exception cref="TimeoutException">It did not within the patience.</exception>
    public static async Task WaitAsync(Func<Task<bool>> isTrue, TimeSpan patience, Func<string> what)
    {
        var started = Stopwatch.StartNew();
        while (!await isTrue())
        {
            if (started.Elapsed > patience)
                throw new TimeoutException($"Not within {patience}: {what()}");
            await Task.Delay(Interval);
        }
    }

    /// <exception cref="TimeoutException">It did not within the patience.</exception>
    public static Task WaitAsync(Func<bool> isTrue, TimeSpan patience, Func<string> what) =>
        WaitAsync(() => Task.FromResult(isTrue()), patience, what);
}
