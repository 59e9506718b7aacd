namespace Crm.Actors.Gateway.Configuration;

/// <summary>A variable of the environment is missing or wrong. The message is one line for the operator and never holds the value of a secret.</summary>
/// <param name="variable">The variable at fault.</param>
/// <param name="fault">What is wrong with it.</param>
public sealed class ConfigurationException(string variable, string fault) : Exception($"{variable} {fault}")
{
    /// <summary>The variable at fault.</summary>
    public string Variable { get; } = variable;
}
