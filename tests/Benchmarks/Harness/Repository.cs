namespace Crm.Actors.Benchmarks.Harness;

/// <summary>Where the built parts of the product are.</summary>
internal static class Repository
{
    private static readonly string Root = FindRoot();

    public static string Silo => Built("silo", "Crm.Actors.Silo");

    public static string Gateway => Built("gateway", "Crm.Actors.Gateway");

    /// <summary>This program, whose peers and load clients are its children.</summary>
    public static string Bench { get; } = Environment.ProcessPath!;

    private static string Built(string project, string program)
    {
        var path = Path.Combine(Root, project, "bin", "Release", "net10.0", program);
        return File.Exists(path) ? path : throw new InvalidOperationException($"{path} is missing: build the benchmarks in Release");
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Crm.Actors.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The benchmarks run from their build folder inside the repository.");
    }
}
