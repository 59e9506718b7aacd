using System.Reflection;

namespace Crm.Actors.TestKit.Configuration;

/// <summary>
/// Everything of silo and gateway that reads settings, found by its shape: a public static method that takes nothing but the variables of a process and
/// gives something. Whoever adds a setting adds nothing here. Tests that use it reference silo and gateway.
/// </summary>
public static class SettingsReaders
{
    private const BindingFlags Statics = BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The readers, by the type that each belongs to.</summary>
    public static IReadOnlyList<MethodInfo> All { get; } = [.. Assemblies()
        .SelectMany(static assembly => assembly.GetTypes())
        .SelectMany(static type => type.GetMethods(Statics))
        .Where(IsReader)
        .OrderBy(static method => method.DeclaringType!.FullName, StringComparer.Ordinal)];

    /// <summary>What one reader makes of variables.</summary>
    /// <param name="reader">One of <see cref="All"/>.</param>
    /// <param name="read">Gives a variable's value, or null; it is also told what is asked for.</param>
    /// <exception cref="Exception">The reader refuses them; see <see cref="VariableAtFault"/>.</exception>
    public static object? Run(MethodInfo reader, Func<string, string?> read)
    {
        var constructor = reader.GetParameters()[0].ParameterType.GetConstructors()[0];
        var arguments = constructor.GetParameters().Select(parameter => parameter.Position == 0 ? read : parameter.DefaultValue).ToArray();
        var environment = constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, null);
        return reader.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [environment], null);
    }

    /// <summary>The variable that a refusal names; null when an exception is no refusal, but a fault of the reader.</summary>
    public static string? VariableAtFault(Exception problem) =>
        problem.GetType().Name == "ConfigurationException" ? (string?)problem.GetType().GetProperty("Variable")!.GetValue(problem) : null;

    private static bool IsReader(MethodInfo method) =>
        method.GetParameters() is [{ ParameterType: { Name: "EnvironmentVariables", Namespace: { } home } }]
        && home.StartsWith("Crm.Actors.", StringComparison.Ordinal)
        && method.ReturnType != typeof(void)
        && !typeof(Task).IsAssignableFrom(method.ReturnType);

    /// <summary>Silo, gateway and what of ours they use.</summary>
    private static HashSet<Assembly> Assemblies()
    {
        var found = new HashSet<Assembly>();
        var open = new Stack<Assembly>([Assembly.Load("Crm.Actors.Silo"), Assembly.Load("Crm.Actors.Gateway")]);
        while (open.TryPop(out var assembly))
        {
            if (!found.Add(assembly))
                continue;
            foreach (var used in assembly.GetReferencedAssemblies().Where(static name => name.Name!.StartsWith("Crm.Actors.", StringComparison.Ordinal)))
                open.Push(Assembly.Load(used));
        }

        return found;
    }
}
