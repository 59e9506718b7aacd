namespace Crm.Actors.Gateway.Json;

/// <summary>JSON Pointers (RFC 6901) in their URI fragment form.</summary>
internal static class JsonPointer
{
    /// <summary>The whole document.</summary>
    public const string Root = "#";

    /// <summary>Names longer than this are cut, so that an answer does not echo a megabyte.</summary>
    public const int MaxName = 100;

    public static string Member(string parent, string name)
    {
        var shown = name.Length <= MaxName ? name : string.Concat(name.AsSpan(0, MaxName), "...");
        var token = shown.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
        return $"{parent}/{Uri.EscapeDataString(token)}";
    }

    public static string Element(string parent, int index) => $"{parent}/{index}";
}
