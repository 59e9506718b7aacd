namespace Crm.Actors.TestKit.Running;

/// <summary>Where the built programs are.</summary>
public static class RepositoryLayout
{
    private const string Framework = "net10.0";

    public static string SiloProgram => Program("silo", "Crm.Actors.Silo.dll");

    public static string GatewayProgram => Program("gateway", "Crm.Actors.Gateway.dll");

    /// <summary>A program of the same build configuration as the tests.</summary>
    private static string Program(string folder, string file)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var root = output;
        while (!File.Exists(Path.Combine(root.FullName, "Crm.Actors.sln")))
            root = root.Parent ?? throw new InvalidOperationException($"{output.FullName} is in no checkout of the repository.");
        var program = Path.Combine(root.FullName, folder, "bin", output.Parent!.Name, Framework, file);
        return File.Exists(program) ? program : throw new InvalidOperationException($"{program} is not built.");
    }
}
