namespace Crm.Actors.Gateway.Streams;

/// <summary>Event types that a client asks for: exact names, all below a name (<c>deal.stage.*</c>), or all there are (<c>*</c>).</summary>
public sealed class TypePatterns
{
    private const int MostPatterns = 20;
    private const int MostCharacters = 100;
    private readonly string[] _exact;
    private readonly string[] _prefixes;

    private TypePatterns(string text, string[] exact, string[] prefixes) => (Text, _exact, _prefixes) = (text, exact, prefixes);

    /// <summary>The list as it was read.</summary>
    public string Text { get; }

    /// <summary>Reads a comma-separated list of up to 20 patterns of up to 100 characters.</summary>
    public static bool TryParse(string text, out TypePatterns patterns)
    {
        patterns = new("", [], []);
        var parts = text.Split(',');
        if (parts.Length > MostPatterns)
            return false;
        List<string> exact = [], prefixes = [];
        foreach (var part in parts)
        {
            if (part is "*")
            {
                prefixes.Add("");
                continue;
            }

            var below = part.EndsWith(".*", StringComparison.Ordinal);
            var name = below ? part[..^1] : part;
            if (name.Length is 0 or > MostCharacters || name[0] == '.' || !name.AsSpan().ContainsOnlyTypeNameCharacters())
                return false;
            (below ? prefixes : exact).Add(name);
        }

        patterns = new(text, [.. exact], [.. prefixes]);
        return true;
    }

    public bool Match(string type)
    {
        foreach (var name in _exact)
            if (string.Equals(name, type, StringComparison.Ordinal))
                return true;
        foreach (var prefix in _prefixes)
            if (type.StartsWith(prefix, StringComparison.Ordinal))
                return true;
        return false;
    }
}
