using System.Text.RegularExpressions;
using Crm.Actors.TestKit.Running;

namespace Crm.Actors.ManifestTests.Containers;

/// <summary>The instructions of a Dockerfile (https://docs.docker.com/reference/dockerfile/), as far as the tests look at them.</summary>
/// <param name="text">The file.</param>
internal sealed partial class Dockerfile(string text)
{
    private readonly List<(string Name, string Arguments)> _instructions =
    [
        .. Continued().Replace(text, " ").Split('\n')
            .Where(static line => line.Trim().Length > 0 && !line.StartsWith('#'))
            .Select(static line => line.Trim().Split(' ', 2))
            .Select(static parts => (parts[0].ToUpperInvariant(), parts.Length > 1 ? parts[1].Trim() : "")),
    ];

    /// <summary>The images that stages begin with, with the defaults of arguments filled in.</summary>
    public IReadOnlyList<string> Images => [.. Of("FROM").Select(static stage => stage.Split(' ').First(static word => !word.StartsWith("--", StringComparison.Ordinal))).Select(Filled)];

    /// <summary>The files and folders of the repository that are copied.</summary>
    public IReadOnlyList<string> Copied =>
        [.. Of("COPY").Where(static copy => !copy.Contains("--from=", StringComparison.Ordinal)).SelectMany(static copy => copy.Split(' ', StringSplitOptions.RemoveEmptyEntries)[..^1])];

    /// <summary>The names of variables that it sets.</summary>
    public IReadOnlyList<string> Variables => [.. Of("ENV").SelectMany(static env => VariableName().Matches(env).Select(static match => match.Groups["name"].Value))];

    public IReadOnlyList<string> Ports => [.. Of("EXPOSE").SelectMany(static expose => expose.Split(' ', StringSplitOptions.RemoveEmptyEntries))];

    /// <summary>Who runs what it makes; root when nobody else does.</summary>
    public string User => Of("USER").LastOrDefault() ?? "root";

    public string EntryPoint => Of("ENTRYPOINT").LastOrDefault() ?? "";

    public static Dockerfile Read(string folder) => new(File.ReadAllText(Path.Combine(RepositoryLayout.Root, folder, "Dockerfile")));

    private IEnumerable<string> Of(string name) => _instructions.Where(instruction => instruction.Name == name).Select(static instruction => instruction.Arguments);

    private string Filled(string image) => Of("ARG").Select(static argument => argument.Split('=', 2)).Where(static argument => argument.Length == 2)
        .Aggregate(image, static (filled, argument) => filled.Replace($"${{{argument[0]}}}", argument[1].Trim('"'), StringComparison.Ordinal));

    [GeneratedRegex(@"\\\r?\n\s*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Continued();

    [GeneratedRegex("(^|\\s)(?<name>[A-Za-z_][A-Za-z0-9_]*)=", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VariableName();
}
