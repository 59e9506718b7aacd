namespace Crm.Actors.Benchmarks.Sse;

/// <summary>Owners of deals, by number; a client follows one of them.</summary>
internal static class Owners
{
    public static Guid Id(int number) => new($"00000000-0000-7000-8000-00000b{number:x6}");

    /// <summary>The stream of the events of one owner's deals.</summary>
    public static string Path(int number) => $"/api/v1/deals/stream?types=deal.*&ownerId={Id(number)}";

    /// <summary>A path for each client; owners take turns.</summary>
    public static string[] Paths(int clients, int owners) => [.. Enumerable.Range(0, clients).Select(client => Path(client % owners))];
}
