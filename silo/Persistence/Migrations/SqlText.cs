using System.Text;

namespace Crm.Actors.Persistence.Migrations;

/// <summary>Quotes names and values for the statements that take no parameters (CREATE ROLE and the like).</summary>
internal static class SqlText
{
    /// <summary>The server would cut longer names off without a word (NAMEDATALEN).</summary>
    public const int MaxNameBytes = 63;

    /// <summary>A quoted identifier.</summary>
    public static string Name(string name)
    {
        if (name.Length == 0 || name.Contains('\0') || Encoding.UTF8.GetByteCount(name) > MaxNameBytes)
            throw new ArgumentException($"'{name}' is not usable as a name: it must have 1 to {MaxNameBytes} bytes", nameof(name));
        return $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>A quoted string, safe whatever standard_conforming_strings is.</summary>
    public static string Literal(string value)
    {
        if (value.Contains('\0')) throw new ArgumentException("a text cannot hold a zero byte", nameof(value));
        return "E'" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal) + "'";
    }
}
