using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Crm.Actors.TestKit.Postgres;

/// <summary>Starts programs as a user whom PostgreSQL accepts (it refuses root), and signals them.</summary>
internal static class UnprivilegedProcess
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    /// <summary>Runs a shell script with arguments "$1", "$2", ... as user postgres when we are root, else as ourselves.</summary>
    public static Process StartShell(string script, params string[] arguments)
    {
        string[] prefix = Environment.IsPrivilegedProcess
            ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--reset-env", "--"]
            : [];
        string[] command = [.. prefix, "/bin/sh", "-c", script, "sh", .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        return Process.Start(start)!;
    }

    /// <summary>Sends a signal; false when there is no such process any more.</summary>
    public static bool Signal(int processId, int signal) => SendSignal(processId, signal) == 0;

    /// <summary>True while the process runs; a zombie that nobody has waited for does not.</summary>
    public static bool IsRunning(int processId)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>The running children of a process.</summary>
    public static int[] ChildrenOf(int processId)
    {
        var file = $"/proc/{processId}/task/{processId}/children";
        return File.Exists(file)
            ? [.. File.ReadAllText(file).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)]
            : [];
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int SendSignal(int processId, int signal);
}
