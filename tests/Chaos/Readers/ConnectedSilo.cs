using Crm.Actors.TestKit.Running;

namespace Crm.Actors.Chaos.Readers;

/// <summary>Tells from /proc which silo has a connection to a port of this machine.</summary>
internal static class ConnectedSilo
{
    private const string Established = "01";
    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    /// <summary>The first one that has; null when none has.</summary>
    public static SiloHandle? To(int port, IReadOnlyList<SiloHandle> silos)
    {
        var sockets = SocketsTo(port);
        return silos.FirstOrDefault(silo => silo.ProcessId is > 0 and var process && LinksOf(process).Any(sockets.Contains));
    }

    /// <summary>The sockets whose other end is the port, as they are called among the open files of a process.</summary>
    private static HashSet<string> SocketsTo(int port)
    {
        // Columns as in proc_pid_net(5): 2 is the other end, 3 the state, 9 the inode.
        var end = $":{port:X4}";
        return
        [
            .. Tables.Where(File.Exists).SelectMany(static table => File.ReadLines(table))
                .Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(fields => fields.Length > 9 && fields[2].EndsWith(end, StringComparison.Ordinal) && fields[3] == Established)
                .Select(static fields => $"socket:[{fields[9]}]"),
        ];
    }

    /// <summary>What the open files of a process are; nothing when it has just ended.</summary>
    private static List<string> LinksOf(int process)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries($"/proc/{process}/fd").Select(static file => new FileInfo(file).LinkTarget).OfType<string>()];
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
