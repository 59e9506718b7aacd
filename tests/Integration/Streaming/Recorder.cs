using System.Collections.Concurrent;

namespace Crm.Actors.IntegrationTests.Streaming;

/// <summary>What the consumers of one test saw, and how they behave. Streams are named <c>test/stream</c>.</summary>
public sealed class Recorder
{
    private static readonly ConcurrentDictionary<string, Recorder> All = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, List<int>> _seen = new(StringComparer.Ordinal);

    public Recorder(string test) => All[test] = this;

    /// <summary>Called with each event before it counts as seen; may wait or throw.</summary>
    public Func<string, Numbered, Task> OnEvent { get; set; } = static (_, _) => Task.CompletedTask;

    /// <summary>All that came, repeats included.</summary>
    public int Count => _seen.Values.Sum(static seen =>
    {
        lock (seen)
            return seen.Count;
    });

    public static Recorder Of(string stream) => All[stream[..stream.IndexOf('/', StringComparison.Ordinal)]];

    public async Task SeeAsync(string stream, Numbered e)
    {
        await OnEvent(stream, e);
        var seen = _seen.GetOrAdd(stream, static _ => []);
        lock (seen)
            seen.Add(e.Number);
    }

    /// <summary>What came on a stream, in order, repeats included.</summary>
    public int[] Seen(string stream)
    {
        if (!_seen.TryGetValue(stream, out var seen))
            return [];
        lock (seen)
            return [.. seen];
    }

    /// <summary>What came on a stream, each once, in the order of its first coming.</summary>
    public int[] FirstSeen(string stream) => [.. Seen(stream).Distinct()];
}
