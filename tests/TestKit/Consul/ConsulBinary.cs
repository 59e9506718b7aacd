namespace Crm.Actors.TestKit.Consul;

/// <summary>Where Consul's program is: <c>CRM_CONSUL</c>, else in the PATH.</summary>
public static class ConsulBinary
{
    /// <exception cref="InvalidOperationException">There is none: a missing server fails the tests, it never skips them.</exception>
    public static string Find()
    {
        if (Environment.GetEnvironmentVariable("CRM_CONSUL") is { Length: > 0 } chosen)
            return File.Exists(chosen) ? chosen : throw new InvalidOperationException($"CRM_CONSUL names {chosen}, which is not there");
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(static folder => Path.Combine(folder, "consul"))
            .FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException("Consul is not there: set CRM_CONSUL; './crm test' fetches it");
    }
}
