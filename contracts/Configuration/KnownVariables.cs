using System.Collections.Frozen;

namespace Crm.Actors.Contracts.Configuration;

/// <summary>
/// The variables that <c>env.example</c> describes: all that silo, gateway and their commands ask for, which a test compares. Both programs may be given
/// the same variables, so one that only the other reads is no mistake; one that is in nobody's book is.
/// </summary>
public static class KnownVariables
{
    /// <summary>What begins so is ours; other variables of a process are none of our business.</summary>
    private static readonly string[] OurPrefixes = ["CRM_", "AUTH_", "TELEGRAM_"];

    /// <summary>What <c>./crm</c> tells its own scripts and tests, and so everything that it starts.</summary>
    private static readonly string[] OfScripts =
        ["CRM_AMQP_CONSUMER", "CRM_CHAOS_HISTORIES", "CRM_CONSUL", "CRM_DATA", "CRM_KUBECTL", "CRM_PROMTOOL", "CRM_SIGNALS", "CRM_TEST_RUN"];

    /// <summary>Their names, without the <c>_FILE</c> that each may have.</summary>
    public static FrozenSet<string> Names { get; } = ReadNames();

    /// <summary>Those of a process that begin like ours and are read by nothing: mistyped, or of another version.</summary>
    /// <param name="set">The names of the variables that are set.</param>
    public static IEnumerable<string> Unknown(IEnumerable<string> set) => set
        .Where(static name => OurPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
        .Where(static name => !Names.Contains(name) && !OfScripts.Contains(name) && !IsFileOfKnown(name))
        .Order(StringComparer.Ordinal);

    private static bool IsFileOfKnown(string name) =>
        name.EndsWith("_FILE", StringComparison.Ordinal) && Names.Contains(name[..^"_FILE".Length]);

    private static FrozenSet<string> ReadNames()
    {
        using var stream = typeof(KnownVariables).Assembly.GetManifestResourceStream("env.example")
            ?? throw new InvalidOperationException("env.example is not part of this assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n')
            .Where(static line => line.Length > 0 && char.IsAsciiLetterUpper(line[0]) && line.Contains('='))
            .Select(static line => line[..line.IndexOf('=')])
            .ToFrozenSet(StringComparer.Ordinal);
    }
}
