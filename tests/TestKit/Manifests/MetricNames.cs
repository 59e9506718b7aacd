using System.Text.RegularExpressions;

namespace Crm.Actors.TestKit.Manifests;

/// <summary>Finds the metrics that PromQL asks for (https://prometheus.io/docs/prometheus/latest/querying/basics/), without a grammar: what is neither of these is one.</summary>
public static partial class MetricNames
{
    /// <summary>Made by Prometheus itself.</summary>
    private static readonly HashSet<string> OfPrometheus = new(StringComparer.Ordinal) { "up", "ALERTS", "ALERTS_FOR_STATE", "scrape_duration_seconds", "scrape_samples_scraped" };

    private static readonly HashSet<string> Keywords = new(StringComparer.OrdinalIgnoreCase) { "and", "or", "unless", "atan2", "bool", "offset", "inf", "nan", "start", "end", "by", "without", "on", "ignoring", "group_left", "group_right" };

    /// <summary>The names of metrics in an expression, each once.</summary>
    public static IReadOnlyList<string> Of(string expression)
    {
        // label_values(metric{...}, label) is Grafana's; with one argument it is about all metrics.
        var query = LabelValues().Match(expression);
        if (query.Success)
            return query.Groups["metric"].Success ? Of(query.Groups["metric"].Value) : [];
        var named = ExactName().Matches(expression).Select(static match => match.Groups["name"].Value);
        var bare = Noise().Replace(Grouping().Replace(expression, " "), " ");
        var found = Identifier().Matches(bare)
            .Where(match => !IsCalled(bare, match.Index + match.Length))
            .Select(static match => match.Value)
            .Where(static name => !Keywords.Contains(name));
        return [.. named.Concat(found).Where(static name => !OfPrometheus.Contains(name)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>The names of metrics in what <c>/metrics</c> answers (Prometheus' text format): those of its samples, with their suffixes.</summary>
    public static IReadOnlySet<string> OfExposition(string text) => text.Split('\n')
        .Where(static line => line.Length > 0 && line[0] != '#')
        .Select(static line => line[..line.AsSpan().IndexOfAny('{', ' ')])
        .ToHashSet(StringComparer.Ordinal);

    private static bool IsCalled(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return at < text.Length && text[at] == '(';
    }

    [GeneratedRegex(@"^\s*label_values\(\s*((?<metric>[^,{]*(\{[^}]*\})?)\s*,)?\s*\w+\s*\)\s*$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LabelValues();

    [GeneratedRegex("__name__\\s*=\\s*\"(?<name>[^\"]+)\"", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ExactName();

    /// <summary>Labels to group and match by.</summary>
    [GeneratedRegex(@"\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Grouping();

    /// <summary>Label matchers, ranges, texts, Grafana's variables, and comments.</summary>
    [GeneratedRegex("\\{([^}\"]|\"([^\"\\\\]|\\\\.)*\")*\\}|\\[[^\\]]*\\]|\"([^\"\\\\]|\\\\.)*\"|'[^']*'|`[^`]*`|\\$\\w+|\\$\\{[^}]*\\}|#[^\\n]*", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Noise();

    /// <summary>A name, and no unit of a number such as that of 5m.</summary>
    [GeneratedRegex("(?<![0-9a-zA-Z_:.])[a-zA-Z_:][a-zA-Z0-9_:]*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Identifier();
}
