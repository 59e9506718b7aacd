using Crm.Actors.Contracts.Configuration;
using Crm.Actors.ManifestTests.Sets;
using Crm.Actors.TestKit.Manifests;

namespace Crm.Actors.ManifestTests.Checks;

/// <summary>Silo and gateway know every variable that they are given, or another variable is made of it, or .NET reads it; none is given twice.</summary>
internal static class VariableCheck
{
    private static readonly string[] OfDotNet = ["DOTNET_", "ASPNETCORE_", "COMPlus_"];

    public static IEnumerable<string> Problems(ManifestSet set)
    {
        foreach (var (pod, container, _) in OurContainers.Of(set))
        {
            var at = $"{pod.Owner} {container.TextAt("name")}";
            var variables = OurContainers.Variables(set, pod, container);
            foreach (var name in variables.Keys.Where(name => !IsKnown(name) && !variables.Values.Any(other => other.TextAt("value")?.Contains($"$({name})", StringComparison.Ordinal) == true)))
                yield return $"{at}: nothing reads {name}";
            foreach (var twice in container.ItemsAt("env").GroupBy(static variable => variable.TextAt("name")).Where(static same => same.Count() > 1))
                yield return $"{at}: {twice.Key} is given twice";
            foreach (var name in variables.Keys.Where(name => variables.ContainsKey($"{name}_FILE")))
                yield return $"{at}: {name} and {name}_FILE are both given";
        }
    }

    /// <summary>Whether it is a setting, or the <c>_FILE</c> of one, or of .NET itself.</summary>
    public static bool IsKnown(string name) =>
        KnownVariables.Names.Contains(name)
        || (name.EndsWith("_FILE", StringComparison.Ordinal) && KnownVariables.Names.Contains(name[..^"_FILE".Length]))
        || OfDotNet.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
}
