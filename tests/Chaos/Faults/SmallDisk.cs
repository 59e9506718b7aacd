using System.Diagnostics;

namespace Crm.Actors.Chaos.Faults;

/// <summary>A small file system of its own, for a server whose disk is to be full.</summary>
public sealed class SmallDisk : IAsyncDisposable
{
    private const string Ballast = "ballast";

    private SmallDisk(string folder) => Folder = folder;

    /// <summary>Where it is mounted; anybody may write there.</summary>
    public string Folder { get; }

    /// <exception cref="InvalidOperationException">We may not mount one.</exception>
    public static async Task<SmallDisk> MountAsync(int megabytes)
    {
        if (!Environment.IsPrivilegedProcess)
            throw new InvalidOperationException("A full disk needs a small file system, and only root may mount one: run this scenario as root.");
        var folder = Directory.CreateTempSubdirectory("crm-small-disk-").FullName;
        await RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=1777", "tmpfs", folder);
        return new SmallDisk(folder);
    }

    /// <summary>Takes all the space that is left.</summary>
    public void Fill()
    {
        using var file = new FileStream(Path.Combine(Folder, Ballast), FileMode.Append);
        foreach (var size in new[] { 1 << 20, 1 << 12 })
        {
            var block = new byte[size];
            try
            {
                while (true)
                {
                    file.Write(block);
                    file.Flush();
                }
            }
            catch (IOException)
            {
                // Nothing more of this size fits.
            }
        }
    }

    /// <summary>Undoes <see cref="Fill"/>.</summary>
    public void Free() => File.Delete(Path.Combine(Folder, Ballast));

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", "--lazy", Folder);
        Directory.Delete(Folder);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} failed: {errors.Trim()}");
    }
}
