namespace Crm.Actors.Benchmarks;

/// <summary>The parts of a bench that run as processes of their own: peers and load clients.</summary>
internal static class Children
{
    public static Task<int> RunAsync(string[] arguments)
    {
        Console.Error.WriteLine($"bench: no such part: {string.Join(' ', arguments)}");
        return Task.FromResult(2);
    }
}
