using System.Globalization;

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

    private string? Find(string name)
    {
        var value = get(name);
        var file = get(name + "_FILE");
        if (string.IsNullOrEmpty(file)) return string.IsNullOrEmpty(value) ? null : value;
        if (!string.IsNullOrEmpty(value)) throw new ConfigurationException(name, $"and {name}_FILE are both set; only one may be");
        try
        {
            return File.ReadAllText(file).TrimEnd('\r', '\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException(name + "_FILE", $"names a file that cannot be read: {file}");
        }
    }
}
