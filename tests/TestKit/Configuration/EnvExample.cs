using Crm.Actors.TestKit.Running;

namespace Crm.Actors.TestKit.Configuration;

/// <summary>What <c>env.example</c> says: variables with comments above them, in blocks with empty lines between.</summary>
public static class EnvExample
{
    /// <summary>Begins the comment that only names a block.</summary>
    private const string Heading = "# ---";

    /// <summary>All variables of the file, in its order.</summary>
    public static IReadOnlyList<EnvVariable> Read() => Parse(File.ReadAllText(Path.Combine(RepositoryLayout.Root, "env.example")));

    /// <summary>All variables of a text.</summary>
    /// <exception cref="FormatException">A line is neither empty nor a comment nor NAME=value.</exception>
    public static IReadOnlyList<EnvVariable> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var variables = new List<EnvVariable>();
        var comment = "";
        var afterVariable = false;
        foreach (var line in text.Split('\n'))
        {
            if (line.Length == 0 || line.StartsWith(Heading, StringComparison.Ordinal))
            {
                (comment, afterVariable) = ("", false);
            }
            else if (line[0] == '#')
            {
                comment = afterVariable ? line : $"{comment}\n{line}".Trim();
                afterVariable = false;
            }
            else
            {
                variables.Add(ReadVariable(line, comment));
                afterVariable = true;
            }
        }

        return variables;
    }

    private static EnvVariable ReadVariable(string line, string comment)
    {
        var equals = line.IndexOf('=');
        var name = equals > 0 ? line[..equals] : "";
        return name.Length > 0 && name.All(static c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_')
            ? new EnvVariable(name, line[(equals + 1)..], comment)
            : throw new FormatException($"env.example has a line that is no NAME=value: {line}");
    }
}
