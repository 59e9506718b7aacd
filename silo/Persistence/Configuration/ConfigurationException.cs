namespace Crm.Actors.Persistence.Configuration;

/// <summary>A setting is missing or unusable. The message is one line that names the variable and holds no secret.</summary>
public sealed class ConfigurationException : Exception
{
    /// <summary>Says what is wrong with one variable.</summary>
    /// <param name="variable">The environment variable, such as <c>CRM_DATABASE_URL</c>.</param>
    /// <param name="problem">What is wrong, as the rest of a sentence: "is not set".</param>
    public ConfigurationException(string variable, string problem)
        : base($"{variable} {problem}") => Variable = variable;

    /// <summary>The variable to look at.</summary>
    public string Variable { get; }
}
