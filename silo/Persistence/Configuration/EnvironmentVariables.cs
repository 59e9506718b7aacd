using System.Globalization;
using System.Xml;

using Npgsql;

namespace Crm.Actors.Persistence.Configuration;

/// <summary>
/// Settings from the environment. Each variable <c>X</c> may be given as <c>X_FILE</c> instead: the path of a file that holds
/// the value (its final line break is not part of it). An empty variable counts as not set.
/// </summary>
/// <param name="read">Reads one variable; null when it is not set.</param>
public sealed class EnvironmentVariables(Func<string, string?> read)
{
    /// <summary>The variables of this process.</summary>
    public static EnvironmentVariables OfProcess { get; } = new(Environment.GetEnvironmentVariable);

    /// <summary>The value, or null when neither <paramref name="name"/> nor its file is given.</summary>
    /// <exception cref="ConfigurationException">Both are given, or the file cannot be read or is empty.</exception>
    public string? Find(string name)
    {
        var value = NullIfEmpty(read(name));
        var file = NullIfEmpty(read(name + "_FILE"));
        if (file is null) return value;
        if (value is not null) throw new ConfigurationException(name, $"and {name}_FILE are both set; keep one");
        return ReadFile(name + "_FILE", file);
    }

    /// <summary>The value of a variable that must be set.</summary>
    /// <exception cref="ConfigurationException">As <see cref="Find"/>, or it is not set.</exception>
    public string Get(string name) =>
        Find(name) ?? throw new ConfigurationException(name, $"is not set (nor {name}_FILE)");

    /// <summary>A whole number from <paramref name="min"/> to <paramref name="max"/>, or the default when not set.</summary>
    /// <exception cref="ConfigurationException">As <see cref="Find"/>, or it is not such a number.</exception>
    public int GetInt32(string name, int defaultValue, int min, int max)
    {
        if (Find(name) is not { } text) return defaultValue;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= min && value <= max) return value;
        throw new ConfigurationException(name, $"is not a whole number from {min} to {max}");
    }

    /// <summary>An ISO 8601 duration from <paramref name="min"/> to <paramref name="max"/>, or the default when not set.</summary>
    /// <exception cref="ConfigurationException">As <see cref="Find"/>, or it is not such a duration.</exception>
    public TimeSpan GetDuration(string name, TimeSpan defaultValue, TimeSpan min, TimeSpan max)
    {
        if (Find(name) is not { } text) return defaultValue;
        try
        {
            var value = XmlConvert.ToTimeSpan(text);
            if (value >= min && value <= max) return value;
        }
        catch (Exception problem) when (problem is FormatException or OverflowException)
        {
            throw new ConfigurationException(name, "is not an ISO 8601 duration such as P30D");
        }

        throw new ConfigurationException(name, $"is not from {XmlConvert.ToString(min)} to {XmlConvert.ToString(max)}");
    }

    /// <summary>A database URL that must be set; see <see cref="DatabaseUrl"/>.</summary>
    /// <exception cref="ConfigurationException">As <see cref="Get"/>, or it is not such a URL.</exception>
    public NpgsqlConnectionStringBuilder GetDatabase(string name)
    {
        try
        {
            return DatabaseUrl.Parse(Get(name));
        }
        catch (FormatException problem)
        {
            throw new ConfigurationException(name, $"is not a usable database URL: {problem.Message}");
        }
    }

    private static string ReadFile(string name, string path)
    {
        try
        {
            return NullIfEmpty(File.ReadAllText(path).TrimEnd('\r', '\n'))
                ?? throw new ConfigurationException(name, $"names an empty file: {path}");
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ConfigurationException(name, $"names a file that cannot be read: {path}");
        }
    }

    private static string? NullIfEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;
}
