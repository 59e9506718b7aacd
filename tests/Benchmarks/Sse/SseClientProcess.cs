using System.Diagnostics;
using System.IO.MemoryMappedFiles;
using Crm.Actors.Benchmarks.Harness;
using Crm.Actors.Benchmarks.Sse.Client;

namespace Crm.Actors.Benchmarks.Sse;

/// <summary>The load client, seen from the harness.</summary>
internal sealed class SseClientProcess : IAsyncDisposable
{
    private readonly string _folder;
    private readonly Process _process;
    private readonly MemoryMappedFile _counterFile;
    private readonly MemoryMappedViewAccessor _counterView;
    private readonly DeliveryCount _counter;
    private readonly int _clients;

    private SseClientProcess(string folder, int port, string[] paths, bool notesArrivals)
    {
        _folder = folder;
        _clients = paths.Length;
        File.WriteAllLines(PathsFile, paths);
        File.WriteAllBytes(CounterFile, new byte[sizeof(long)]);
        _counterFile = MemoryMappedFile.CreateFromFile(CounterFile, FileMode.Open);
        _counterView = _counterFile.CreateViewAccessor(0, sizeof(long));
        _counter = new DeliveryCount(_counterView);
        _process = Process.Start(new ProcessStartInfo(
            Repository.Bench, ["child", SseClients.Part, port.ToString(), PathsFile, CounterFile, notesArrivals ? ArrivalsFile : ""])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            // A socket's answer is handled where epoll finds it: one hand-over less for each.
            Environment = { ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1", ["DOTNET_gcServer"] = "0" },
        })!;
    }

    /// <summary>Events that all clients together have got so far.</summary>
    public long Deliveries => _counter.Value;

    private string PathsFile => Path.Combine(_folder, "paths");

    private string CounterFile => Path.Combine(_folder, "counter");

    private string ArrivalsFile => Path.Combine(_folder, "arrivals");

    /// <summary>Starts clients, one for each path; returns when all streams are open.</summary>
    /// <param name="server">Whose streams.</param>
    /// <param name="paths">Path and query of each client's stream.</param>
    /// <param name="notesArrivals">Whether each event's arrival is noted, or only counted.</param>
    public static async Task<SseClientProcess> StartAsync(Uri server, string[] paths, bool notesArrivals)
    {
        var clients = new SseClientProcess(Directory.CreateTempSubdirectory("crm-bench-").FullName, server.Port, paths, notesArrivals);
        if (await clients._process.StandardOutput.ReadLineAsync() != "connected")
            throw new InvalidOperationException("The clients did not connect.");
        return clients;
    }

    /// <summary>Ends the streams.</summary>
    /// <returns>For each client, the positions that it got and when.</returns>
    public async Task<IReadOnlyList<(long Position, long At)[]>> StopAsync()
    {
        await _process.StandardInput.WriteLineAsync("stop");
        await _process.StandardInput.FlushAsync();
        if (await _process.StandardOutput.ReadLineAsync() != "stopped")
            throw new InvalidOperationException("A client lost its stream.");
        await _process.WaitForExitAsync();
        return File.Exists(ArrivalsFile) ? ReadArrivals() : [];
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _counterView.Dispose();
        _counterFile.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private List<(long Position, long At)[]> ReadArrivals()
    {
        using var input = new BinaryReader(File.OpenRead(ArrivalsFile));
        var all = new List<(long, long)[]>(_clients);
        for (var client = 0; client < _clients; client++)
        {
            var arrivals = new (long, long)[input.ReadInt32()];
            for (var i = 0; i < arrivals.Length; i++)
                arrivals[i] = (input.ReadInt64(), input.ReadInt64());
            all.Add(arrivals);
        }

        return all;
    }
}
