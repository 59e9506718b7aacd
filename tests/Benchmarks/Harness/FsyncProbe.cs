using System.Diagnostics;
using Crm.Actors.TestKit.Postgres;

namespace Crm.Actors.Benchmarks.Harness;

/// <summary>How long the disk takes to make 8 KiB durable, in the folder where PostgreSQL keeps its data.</summary>
internal static class FsyncProbe
{
    private const int Writes = 500;

    public static void Run(BenchContext context)
    {
        var samples = Measure(context.Postgres);
        context.Report.Figure("disk.fsync.p50", samples[samples.Count / 2], "us");
        context.Report.Figure("disk.fsync.p99", samples[samples.Count * 99 / 100], "us");
    }

    private static List<double> Measure(PostgresServer server)
    {
        var page = new byte[8192];
        new Random(1).NextBytes(page);
        var samples = new List<double>(Writes);
        var path = Path.Combine(server.DataDirectory, "fsync-probe");
        using (var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            // As the write-ahead log does: over what the file has already.
            for (var i = 0; i < Writes; i++)
                file.Write(page);
            file.Flush(flushToDisk: true);
            file.Position = 0;
            for (var i = 0; i < Writes; i++)
            {
                var start = Stopwatch.GetTimestamp();
                file.Write(page);
                file.Flush(flushToDisk: true);
                samples.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            }
        }

        File.Delete(path);
        samples.Sort();
        return samples;
    }
}
