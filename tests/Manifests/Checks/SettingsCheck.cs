using System.Reflection;
using System.Text.Json.Nodes;
using Crm.Actors.ManifestTests.Sets;
using Crm.Actors.TestKit.Configuration;
using Crm.Actors.TestKit.Manifests;

namespace Crm.Actors.ManifestTests.Checks;

/// <summary>
/// Silo and gateway would start with the variables that they are given: their own code reads them, with sample values in the place of what comes from
/// secrets and from the node.
/// </summary>
internal static class SettingsCheck
{
    public static IEnumerable<string> Problems(ManifestSet set)
    {
        using var samples = new SampleValues();
        var known = samples.All();
        foreach (var (pod, container, settings) in OurContainers.Of(set))
        {
            var variables = Values(OurContainers.Variables(set, pod, container), known);
            var reader = SettingsReaders.All.Single(reader => reader.DeclaringType!.Name == settings);
            if (Refusal(reader, variables) is { } refusal)
                yield return $"{pod.Owner} {container.TextAt("name")}: {refusal}";
        }
    }

    private static string? Refusal(MethodInfo reader, Dictionary<string, string> variables)
    {
        try
        {
            SettingsReaders.Run(reader, variables.GetValueOrDefault);
            return null;
        }
        catch (Exception refusal) when (SettingsReaders.VariableAtFault(refusal) is not null)
        {
            return refusal.Message;
        }
    }

    private static Dictionary<string, string> Values(Dictionary<string, JsonNode> variables, Dictionary<string, string> known)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, variable) in variables)
        {
            // In a pod the file is there.
            var setting = name.EndsWith("_FILE", StringComparison.Ordinal) ? name[..^"_FILE".Length] : name;
            var isFile = setting != name || variable.TextAt("value")?.StartsWith("/run/", StringComparison.Ordinal) == true;
            if (isFile && known.TryGetValue(setting, out var sample))
                values[setting] = sample;
            else
                values[name] = variable.TextAt("value") ?? "10.1.2.3";
        }

        foreach (var (name, value) in values.ToList())
            values[name] = values.Aggregate(value, static (text, other) => text.Replace($"$({other.Key})", other.Value, StringComparison.Ordinal));
        return values;
    }
}
