using System.Globalization;
using System.Xml;

namespace Crm.Actors.Gateway.Configuration;

/// <summary>Reads settings from environment variables. A value may also be given as a file, named by the variable with <c>_FILE</c> appended.</summary>
/// <param name="get">Gives a variable's value, or null.</param>
internal sealed class EnvironmentVariables(Func<string, string?> get)
{
    public string Required(string name) => Find(name) ?? throw new ConfigurationException(name, "is not set");

    public string Optional(string name, string fallback) => Find(name) ?? fallback;

    public int Port(string name, int fallback)
    {
        if (Find(name) is not { } text) return fallback;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? port
            : throw new ConfigurationException(name, $"must be a port from 1 to 65535, but is '{text}'");
    }

    /// <summary>An ISO 8601 duration.</summary>
    /// <exception cref="ConfigurationException">It is none, or out of bounds.</exception>
    public TimeSpan Duration(string name, TimeSpan fallback, TimeSpan min, TimeSpan max)
    {
        if (Find(name) is not { } text) return fallback;
        try
        {
            var duration = XmlConvert.ToTimeSpan(text);
            if (duration >= min && duration <= max) return duration;
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw new ConfigurationException(name, $"must be an ISO 8601 duration such as {XmlConvert.ToString(max)}");
        }

        throw new ConfigurationException(name, $"must be from {XmlConvert.ToString(min)} to {XmlConvert.ToString(max)}");
    }

    /// <summary>Values with commas between them; none when it is not set.</summary>
    /// <exception cref="ConfigurationException">There is nothing before, between or after commas.</exception>
    public string[] List(string name)
    {
        if (Find(name) is not { } text) return [];
        var values = text.Split(',', StringSplitOptions.TrimEntries);
        return values.Contains("") ? throw new ConfigurationException(name, "has a comma with no value beside it") : values;
    }

    private string? Find(string name)
    {
        var value = get(name);
        var file = get(name + "_FILE");
        if (string.IsNullOrEmpty(file)) return string.IsNullOrEmpty(value) ? null : value;
        if (!string.IsNullOrEmpty(value)) throw new ConfigurationException(name, $"and {name}_FILE are both set; only one may be");
        return ReadFile(name + "_FILE", file);
    }

    private static string ReadFile(string variable, string file)
    {
        try
        {
            var value = File.ReadAllText(file).TrimEnd('\r', '\n');
            return value.Length > 0 ? value : throw new ConfigurationException(variable, $"names an empty file: {file}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ConfigurationException(variable, $"names a file that cannot be read: {file}");
        }
    }
}
