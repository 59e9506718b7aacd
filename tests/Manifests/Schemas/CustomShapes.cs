using System.Collections.Frozen;
using System.Text.Json.Nodes;
using Crm.Actors.TestKit.Manifests;

namespace Crm.Actors.ManifestTests.Schemas;

/// <summary>
/// Custom resources have no models here. Their members are compared with own short lists (<see cref="CustomShapeList"/>) of what their documentation has, some
/// levels deep; what is below a member without a list is not looked at, and no value is. This finds a wrong or misplaced name, and no more.
/// </summary>
internal static class CustomShapes
{
    private static readonly FrozenDictionary<string, FrozenDictionary<string, string[]>> Shapes = Parse(CustomShapeList.Text);

    /// <summary>Whether there is a list for this kind.</summary>
    public static bool Knows(KubernetesObject one) => Shapes.ContainsKey($"{one.ApiVersion}/{one.Kind}");

    /// <summary>The members of an object that its list does not have, and those that it wants and are not there.</summary>
    public static IEnumerable<string> Problems(KubernetesObject one)
    {
        var shape = Shapes[$"{one.ApiVersion}/{one.Kind}"];
        return Compare(one.Json, "", shape);
    }

    private static IEnumerable<string> Compare(JsonNode? node, string path, FrozenDictionary<string, string[]> shape)
    {
        switch (node)
        {
            case JsonObject members:
                var allowed = shape.GetValueOrDefault(path);
                if (allowed is not null)
                {
                    foreach (var wrong in members.Select(static member => member.Key).Where(name => !allowed.Contains(name) && !allowed.Contains($"{name}!")))
                        yield return $"{path}.{wrong} is not known".TrimStart('.');
                    foreach (var missing in allowed.Where(static name => name.EndsWith('!')).Select(static name => name[..^1]).Where(name => members[name] is null))
                        yield return $"{path}.{missing} is missing".TrimStart('.');
                }

                foreach (var problem in members.SelectMany(member => Compare(member.Value, path.Length == 0 ? member.Key : $"{path}.{member.Key}", shape)))
                    yield return problem;
                break;
            case JsonArray items:
                foreach (var problem in items.SelectMany(item => Compare(item, $"{path}[]", shape)))
                    yield return problem;
                break;
        }
    }

    /// <summary>A kind begins at the margin; below it are lines <c>path: members</c>, with <c>!</c> behind those that have to be there.</summary>
    private static FrozenDictionary<string, FrozenDictionary<string, string[]>> Parse(string text)
    {
        var shapes = new Dictionary<string, Dictionary<string, string[]>>(StringComparer.Ordinal);
        Dictionary<string, string[]> current = new(StringComparer.Ordinal);
        foreach (var line in text.Split('\n').Where(static line => line.Length > 0))
        {
            if (!line.StartsWith(' '))
            {
                current = new(StringComparer.Ordinal) { [""] = ["apiVersion!", "kind!", "metadata!", "spec!"] };
                shapes.Add(line, current);
                continue;
            }

            var colon = line.IndexOf(':');
            current[line[..colon].Trim()] = line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        }

        return shapes.ToFrozenDictionary(static shape => shape.Key, static shape => shape.Value.ToFrozenDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
    }
}
