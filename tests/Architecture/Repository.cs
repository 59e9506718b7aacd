using System.Xml.Linq;

namespace Crm.Actors.ArchitectureTests;

/// <summary>The checkout that these tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] Folders = ["contracts", "grains", "silo", "gateway", "tests"];

    public static string Root { get; } = FindRoot();

    /// <summary>All C# files that people wrote, as paths from the root.</summary>
    public static IEnumerable<string> SourceFiles() => Folders
        .SelectMany(static folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories))
        .Select(static file => Path.GetRelativePath(Root, file))
        .Where(static file => !file.Split(Path.DirectorySeparatorChar).Any(static part => part is "obj" or "bin"));

    public static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Root, file));

    /// <summary>The projects that a project refers to, and its packages, by name.</summary>
    public static (string[] Projects, string[] Packages) References(string project)
    {
        var items = XDocument.Load(Path.Combine(Root, project)).Descendants().ToList();
        return (
            [.. Includes(items, "ProjectReference").Select(static path => Path.GetFileNameWithoutExtension(path))],
            [.. Includes(items, "PackageReference").Concat(Includes(items, "FrameworkReference"))]);
    }

    private static IEnumerable<string> Includes(IEnumerable<XElement> items, string name) => items
        .Where(item => item.Name.LocalName == name)
        .Select(static item => item.Attribute("Include")!.Value);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Crm.Actors.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("These tests run in a checkout of the repository.");
        return folder.FullName;
    }
}
