using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Crm.Actors.UnitTests.Events;

/// <summary>What <c>docs/events.md</c> says of one event type.</summary>
internal sealed record CatalogueEntry(string Type, string Exchange, string Source, short SchemaVersion, string[] Data, JsonObject Example)
{
    public override string ToString() => Type;
}

/// <summary>The page as it can be checked: one section an event type, headed by its name.</summary>
internal static partial class EventCatalogue
{
    public static string Page { get; } = File.ReadAllText(Path.Combine(UnitTests, "..", "..", "docs", "events.md"));

    /// <summary>An event's data in full, as the codec's tests keep it.</summary>
    public static JsonObject Sample(CatalogueEntry entry) => JsonNode.Parse(
        File.ReadAllText(Path.Combine(UnitTests, FolderOf(AggregateOf(entry.Type)), "Samples", $"{entry.Type}.v{entry.SchemaVersion}.json")))!.AsObject();

    public static IReadOnlyList<CatalogueEntry> Entries { get; } =
        [.. Page.Split("\n### ")[1..].Select(static section => Read(section.Split("\n## ")[0]))];

    /// <summary>The members of the table that the page has for <c>deal</c>.</summary>
    public static IEnumerable<string> DealMembers => Names(Page.Split("| member of `deal` |")[1].Split("\n### ")[0]
        .Split('\n').Where(static line => line.StartsWith("| `", StringComparison.Ordinal)).Select(static line => line.Split('|')[1]));

    /// <summary>The kind of aggregate that an event type is of.</summary>
    public static string AggregateOf(string type) => type.Split('.') switch
    {
        ["deal", "payment", ..] => "payment",
        ["deal", "note", ..] => "note",
        ["task", "requested"] => "deal",
        ["notification", "preferences", ..] => "notification_preference",
        var words => words[0],
    };

    private static string FolderOf(string aggregate) => aggregate switch
    {
        "deal" => "Deals",
        "team" => "Teams",
        "api_key" => "ApiKeys",
        "payment" => "Payments",
        "pipeline" => "Pipelines",
        "note" => "Notes",
        "task" => "Tasks",
        "notification" or "notification_preference" => "Notifications",
        _ => "Users",
    };

    private static CatalogueEntry Read(string section)
    {
        var facts = Facts().Match(section.ReplaceLineEndings(" "));
        return new(
            Quoted().Match(section.Split('\n')[0]).Groups["name"].Value,
            facts.Groups["exchange"].Value,
            facts.Groups["source"].Value,
            short.TryParse(facts.Groups["version"].Value, out var version) ? version : (short)0,
            [.. Names(section.Split('\n').Where(static line => line.StartsWith("Data: ", StringComparison.Ordinal)).Select(WithoutRemarks))],
            JsonNode.Parse(section.Split("```json")[1].Split("```")[0])!.AsObject());
    }

    private static IEnumerable<string> Names(IEnumerable<string> texts) =>
        texts.SelectMany(static text => Quoted().Matches(text).Select(static match => match.Groups["name"].Value));

    private static string WithoutRemarks(string line) => Remark().Replace(line, "");

    private static string UnitTests => Path.Combine(ThisFolder(), "..");

    private static string ThisFolder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    [GeneratedRegex("`(?<name>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\([^)]*\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Remark();

    [GeneratedRegex("Exchange `(?<exchange>[^`]+)`, source `(?<source>[^`]+)`, schema version (?<version>[0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Facts();
}
