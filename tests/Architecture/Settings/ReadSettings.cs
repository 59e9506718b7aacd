using System.Reflection;
using Crm.Actors.TestKit.Configuration;

namespace Crm.Actors.ArchitectureTests.Settings;

/// <summary>What readers asked for and made, over several processes with different variables.</summary>
internal sealed class ReadSettings
{
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    /// <summary>The variables that were asked for, without the <c>_FILE</c> that belongs to each.</summary>
    public IEnumerable<string> Variables => _asked.Where(name => !IsFileOfAnother(name)).Order(StringComparer.Ordinal);

    /// <summary>Those of them that nobody looked for in a file.</summary>
    public IEnumerable<string> WithoutFile => Variables.Where(name => !_asked.Contains($"{name}_FILE"));

    /// <summary>Lets every reader read.</summary>
    /// <param name="variables">The variables of the process.</param>
    /// <returns>What each made of them, as one text.</returns>
    /// <exception cref="InvalidOperationException">One refuses them.</exception>
    public string Describe(IReadOnlyDictionary<string, string> variables) =>
        string.Join('\n', SettingsReaders.All.Select(reader => $"== {reader.DeclaringType!.FullName}\n{SettingsGraph.Describe(Run(reader, variables))}"));

    /// <summary>As <see cref="Describe"/>, for the settings themselves.</summary>
    public IReadOnlyList<object?> All(IReadOnlyDictionary<string, string> variables) => [.. SettingsReaders.All.Select(reader => Run(reader, variables))];

    /// <summary>The refusals of readers, which there may be none of.</summary>
    public IReadOnlyList<Exception> Refusals(IReadOnlyDictionary<string, string> variables) =>
        [.. SettingsReaders.All.Select(reader => Refusal(reader, variables)).OfType<Exception>()];

    private Exception? Refusal(MethodInfo reader, IReadOnlyDictionary<string, string> variables)
    {
        try
        {
            SettingsReaders.Run(reader, name => Ask(name, variables));
            return null;
        }
        catch (Exception problem)
        {
            return problem;
        }
    }

    private object? Run(MethodInfo reader, IReadOnlyDictionary<string, string> variables)
    {
        try
        {
            return SettingsReaders.Run(reader, name => Ask(name, variables));
        }
        catch (Exception problem)
        {
            throw new InvalidOperationException($"{reader.DeclaringType!.Name} refuses what it should take: {problem.Message}", problem);
        }
    }

    private string? Ask(string name, IReadOnlyDictionary<string, string> variables)
    {
        _asked.Add(name);
        return variables.GetValueOrDefault(name);
    }

    private bool IsFileOfAnother(string name) => name.EndsWith("_FILE", StringComparison.Ordinal) && _asked.Contains(name[..^"_FILE".Length]);
}
