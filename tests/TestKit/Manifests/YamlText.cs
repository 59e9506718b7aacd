using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Crm.Actors.TestKit.Manifests;

/// <summary>Reads YAML as kubectl does: into JSON, with plain scalars typed as in YAML 1.1, so that an unquoted <c>yes</c> is no text.</summary>
public static partial class YamlText
{
    private const string Merge = "<<";

    /// <summary>All documents of a text that are not empty; merge keys (<c>&lt;&lt;</c>) are applied.</summary>
    /// <exception cref="YamlException">It is no YAML, or has a key twice.</exception>
    public static IReadOnlyList<JsonNode> ParseAll(string text)
    {
        var stream = new YamlStream();
        using var reader = new StringReader(text);
        stream.Load(reader);
        return [.. stream.Documents.Select(static document => ToJson(document.RootNode)).OfType<JsonNode>()];
    }

    /// <summary>The document of a text that has one.</summary>
    public static JsonNode Parse(string text) => ParseAll(text).Single();

    private static JsonNode? ToJson(YamlNode node) => node switch
    {
        YamlMappingNode mapping => Members(mapping),
        YamlSequenceNode sequence => new JsonArray(sequence.Children.Select(static item => ToJson(item)).ToArray()),
        YamlScalarNode { Style: ScalarStyle.Plain } plain => Typed(plain.Value ?? ""),
        YamlScalarNode quoted => JsonValue.Create(quoted.Value),
        _ => throw new InvalidOperationException($"YAML has a node of an unknown kind: {node.NodeType}"),
    };

    private static JsonObject Members(YamlMappingNode mapping)
    {
        var members = new JsonObject();
        foreach (var (key, value) in mapping.Children)
        {
            if (((YamlScalarNode)key).Value != Merge)
                continue;
            foreach (var merged in value is YamlSequenceNode several ? several.Children : [value])
            {
                foreach (var (name, member) in Members((YamlMappingNode)merged).Where(member => !members.ContainsKey(member.Key)))
                    members[name] = member?.DeepClone();
            }
        }

        foreach (var (key, value) in mapping.Children)
        {
            if (((YamlScalarNode)key).Value is { } name && name != Merge)
                members[name] = ToJson(value);
        }

        return members;
    }

    private static JsonValue? Typed(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => null,
        "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" => JsonValue.Create(true),
        "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" => JsonValue.Create(false),
        _ when Octal().IsMatch(text) => JsonValue.Create(Convert.ToInt64(text, 8)),
        _ when Whole().IsMatch(text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
        _ when Fraction().IsMatch(text) => JsonValue.Create(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)),
        _ => JsonValue.Create(text),
    };

    [GeneratedRegex("^0[0-7]+$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Octal();

    [GeneratedRegex("^[-+]?[0-9]+$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Whole();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Fraction();
}
