namespace Crm.Actors.TestKit.Running;

/// <summary>Where the checkout and the built programs are.</summary>
public static class RepositoryLayout
{
    private const string Framework = "net10.0";

    /// <summary>The checkout that these tests were built from.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The build configuration of these tests, such as <c>Debug</c>.</summary>
    public static string Configuration { get; } = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;

    public static string SiloProgram => Program("silo", "Crm.Actors.Silo.dll");

    public static string GatewayProgram => Program("gateway", "Crm.Actors.Gateway.dll");

    /// <summary>A program of the same build configuration as the tests.</summary>
    private static string Program(string folder, string file)
    {
        var program = Path.Combine(Root, folder, "bin", Configuration, Framework, file);
        return File.Exists(program) ? program : throw new InvalidOperationException($"{program} is not built.");
    }

    private static string FindRoot()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Crm.Actors.sln")))
            root = root.Parent ?? throw new InvalidOperationException($"{AppContext.BaseDirectory} is in no checkout of the repository.");
        return root.FullName;
    }
}
