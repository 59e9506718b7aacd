using System.Globalization;

namespace Crm.Actors.TestKit.Postgres;

/// <summary>Where the installed PostgreSQL server is: <c>PG_BIN</c>, else the PATH, else Debian's newest.</summary>
public static class PostgresBinaries
{
    private const string DebianRoot = "/usr/lib/postgresql";

    /// <summary>The folder with <c>initdb</c> and <c>postgres</c>.</summary>
    /// <exception cref="InvalidOperationException">There is none: a missing server fails the tests, it never skips them.</exception>
    public static string Find()
    {
        if (Environment.GetEnvironmentVariable("PG_BIN") is { Length: > 0 } chosen)
            return HasServer(chosen)
                ? chosen
                : throw new InvalidOperationException($"PG_BIN names {chosen}, which has no initdb and postgres");
        return Candidates().FirstOrDefault(HasServer)
            ?? throw new InvalidOperationException(
                $"PostgreSQL is not installed: no initdb and postgres in PG_BIN, in the PATH or under {DebianRoot}");
    }

    private static IEnumerable<string> Candidates()
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            yield return folder;
        if (!Directory.Exists(DebianRoot)) yield break;
        foreach (var version in Directory.GetDirectories(DebianRoot).OrderByDescending(VersionOf))
            yield return Path.Combine(version, "bin");
    }

    private static decimal VersionOf(string folder) =>
        decimal.TryParse(Path.GetFileName(folder), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var version) ? version : 0;

    private static bool HasServer(string folder) =>
        File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres"));
}
