namespace Crm.Actors.Contracts.Configuration;

/// <summary>
/// The ids of cluster and service. Silos and gateways that have the same find each other, so both read them by this rule; they are parts of keys, of paths
/// and of columns of 150 characters.
/// </summary>
public static class ClusterName
{
    private const int Longest = 100;

    /// <summary>What is wrong with any other, as the rest of a sentence that begins with the variable.</summary>
    public static string Rule { get; } = $"must have 1 to {Longest} letters, digits, '-', '_' and '.', and begin with a letter or digit";

    /// <summary>Whether it is a usable id.</summary>
    public static bool IsUsable(string name) =>
        name.Length is >= 1 and <= Longest && char.IsAsciiLetterOrDigit(name[0]) && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
