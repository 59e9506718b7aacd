using System.Collections;
using System.Reflection;

namespace Crm.Actors.ArchitectureTests.Settings;

/// <summary>Looks into a record of settings: all of ours that hangs on it, and what it holds of other makers.</summary>
internal static class SettingsGraph
{
    private const BindingFlags Fields = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>All that it says, a line a value: equal settings give equal texts.</summary>
    public static string Describe(object? settings) =>
        string.Join('\n', Walk("", settings).Where(static part => !IsOurs(part.Value)).Select(static part => $"{part.Path} = {Text(part.Value)}"));

    /// <summary>All objects of our own types in it, itself included.</summary>
    public static IEnumerable<object> OurObjects(object? settings) => Walk("", settings).Select(static part => part.Value).OfType<object>().Where(IsOurs);

    private static IEnumerable<(string Path, object? Value)> Walk(string path, object? value) => value switch
    {
        IEnumerable items when IsCollection(items) => items.Cast<object?>().SelectMany((item, i) => Walk($"{path}[{i}]", item)),
        _ when IsOurs(value) => FieldsOf(value!.GetType()).SelectMany(field => Walk($"{path}/{NameOf(field)}", field.GetValue(value))).Prepend((path, value)),
        _ => [(path, value)],
    };

    private static bool IsOurs(object? value) => value is not (Enum or Array) && value?.GetType().Namespace?.StartsWith("Crm.Actors.", StringComparison.Ordinal) == true;

    /// <summary>A list of .NET's; a connection string is one of pairs, too, but says more as a text.</summary>
    private static bool IsCollection(IEnumerable items) =>
        items is not (string or byte[])
        && (items is Array || items.GetType().Namespace?.StartsWith("System", StringComparison.Ordinal) == true);

    private static string Text(object? value) => value switch
    {
        null => "null",
        byte[] bytes => Convert.ToHexString(bytes),
        _ => $"{value}",
    };

    private static IEnumerable<FieldInfo> FieldsOf(Type? type) =>
        type is null || type == typeof(object) ? [] : FieldsOf(type.BaseType).Concat(type.GetFields(Fields));

    /// <summary>The property behind a field that the compiler made.</summary>
    private static string NameOf(FieldInfo field) => field.Name.Split('<', '>') is [_, { Length: > 0 } property, _] ? property : field.Name;
}
