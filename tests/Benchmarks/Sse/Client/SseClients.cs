using System.IO.MemoryMappedFiles;
using System.Net;

namespace Crm.Actors.Benchmarks.Sse.Client;

/// <summary>
/// The load client, a process of its own: N streams over plain sockets. It reads paths from a file (a line a client), says
/// <c>connected</c>, counts deliveries where its parent can see them, and on <c>stop</c> leaves a file with when each came.
/// </summary>
internal static class SseClients
{
    public const string Part = "sse-clients";

    private const int ConnectAtOnce = 64;

    public static async Task<int> RunAsync(int port, string pathsFile, string counterFile, string arrivalsFile)
    {
        var paths = await File.ReadAllLinesAsync(pathsFile);
        using var counter = MemoryMappedFile.CreateFromFile(counterFile, FileMode.Open);
        using var count = counter.CreateViewAccessor(0, sizeof(long));
        var shared = new DeliveryCount(count);
        var server = new IPEndPoint(IPAddress.Loopback, port);
        var streams = paths.Select(path => new SseStream(server, path, paths.Length, arrivalsFile.Length > 0, shared)).ToArray();
        await Parallel.ForEachAsync(
            streams,
            new ParallelOptions { MaxDegreeOfParallelism = ConnectAtOnce },
            static async (stream, _) => await stream.OpenAsync());
        await Console.Out.WriteLineAsync("connected");
        // Not here: this may be a thread that sockets are waiting for.
        await Task.Run(Console.In.ReadLine);
        if (streams.FirstOrDefault(static stream => stream.Ended) is not null)
            throw new InvalidOperationException("A stream ended by itself.");
        if (arrivalsFile.Length > 0)
            Write(arrivalsFile, streams);
        foreach (var stream in streams)
            stream.Dispose();
        await Console.Out.WriteLineAsync("stopped");
        return 0;
    }

    private static void Write(string file, SseStream[] streams)
    {
        using var output = new BinaryWriter(File.Create(file));
        foreach (var stream in streams)
        {
            var arrivals = stream.Arrivals;
            output.Write(arrivals.Count);
            foreach (var (position, at) in arrivals)
            {
                output.Write(position);
                output.Write(at);
            }
        }
    }
}
