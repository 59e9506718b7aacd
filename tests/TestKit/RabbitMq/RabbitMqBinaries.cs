namespace Crm.Actors.TestKit.RabbitMq;

/// <summary>Where the installed RabbitMQ is: <c>RABBITMQ_BIN</c>, else Debian's folder.</summary>
public static class RabbitMqBinaries
{
    private const string Debian = "/usr/lib/rabbitmq/bin";

    /// <summary>The start script itself, not Debian's wrapper in the PATH, which changes the user and shares one folder.</summary>
    /// <exception cref="InvalidOperationException">There is none: a missing server fails the tests, it never skips them.</exception>
    public static string FindServer()
    {
        var folder = Environment.GetEnvironmentVariable("RABBITMQ_BIN") is { Length: > 0 } chosen ? chosen : Debian;
        var script = Path.Combine(folder, "rabbitmq-server");
        return File.Exists(script)
            ? script
            : throw new InvalidOperationException($"RabbitMQ is not installed: no {script} (Debian: rabbitmq-server; elsewhere set RABBITMQ_BIN)");
    }

    /// <summary>Erlang's port mapper.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static string FindPortMapper() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Append("/usr/lib/erlang/bin")
            .Select(static folder => Path.Combine(folder, "epmd"))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("Erlang is not installed: no epmd in the PATH (Debian: erlang-base, a part of rabbitmq-server)");
}
