namespace Crm.Actors.Benchmarks.Harness;

/// <summary>Runs contenders in turn (a, b, c, a, b, c, ...), so that a slow minute of the machine harms all of them alike.</summary>
internal static class Alternating
{
    public const int Rounds = 3;

    /// <returns>For each contender, its runs in order.</returns>
    public static Task<IReadOnlyList<IReadOnlyList<T>>> RunAsync<T>(params Func<Task<T>>[] contenders) => RunAsync(Rounds, contenders);

    /// <param name="rounds">How often each runs: more where runs of one contender differ much.</param>
    /// <param name="contenders">One run of each.</param>
    /// <returns>For each contender, its runs in order.</returns>
    public static async Task<IReadOnlyList<IReadOnlyList<T>>> RunAsync<T>(int rounds, params Func<Task<T>>[] contenders)
    {
        var results = contenders.Select(static _ => new List<T>()).ToList();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < contenders.Length; i++)
                results[i].Add(await contenders[i]());
        }

        return results;
    }

    public static double Median<T>(this IEnumerable<T> runs, Func<T, double> value)
    {
        var sorted = runs.Select(value).Order().ToList();
        var middle = sorted.Count / 2;
        return sorted.Count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
