namespace Crm.Actors.Observability.Settings;

/// <summary>What a program tells of itself, and to whom.</summary>
public sealed record ObservabilitySettings
{
    private const int LongestName = 100;

    /// <summary>OpenTelemetry's <c>service.name</c>.</summary>
    public required string ServiceName { get; init; }

    /// <summary>Where traces go; null: none are made.</summary>
    public TraceSettings? Traces { get; init; }

    /// <summary>What is logged, and how.</summary>
    public LogSettings Logs { get; init; } = new();

    /// <param name="find">Gives a variable's value; null when it is not set.</param>
    /// <param name="refuse">Makes the exception that says what is wrong with a variable; it gets its name and the rest of a sentence that begins with it.</param>
    /// <param name="serviceName">The name of the program, where its environment says no other.</param>
    /// <exception cref="Exception">What <paramref name="refuse"/> makes: a variable is unusable.</exception>
    public static ObservabilitySettings Read(Func<string, string?> find, Func<string, string, Exception> refuse, string serviceName) => new()
    {
        ServiceName = ReadName(find, refuse) ?? serviceName,
        Traces = TraceSettings.Read(find, refuse),
        Logs = LogSettings.Read(find, refuse),
    };

    private static string? ReadName(Func<string, string?> find, Func<string, string, Exception> refuse)
    {
        const string Variable = "OTEL_SERVICE_NAME";
        if (find(Variable) is not { } name)
            return null;
        return name.Length <= LongestName && char.IsAsciiLetterOrDigit(name[0]) && name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? name
            : throw refuse(Variable, $"must have 1 to {LongestName} letters, digits, '-', '_' and '.', and begin with a letter or digit");
    }
}
