namespace Crm.Actors.TestKit.Running;

/// <summary>
/// The consumer of <c>docs/examples/amqp-consumer</c> in a process of its own: a system that knows nothing of ours but the broker and
/// CloudEvents.
/// </summary>
public sealed class ExampleConsumer : IAsyncDisposable
{
    /// <summary>The variable that names a copy of the example in which <c>npm ci</c> was run.</summary>
    private const string Variable = "CRM_AMQP_CONSUMER";
    private const string Waiting = "waiting on ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ServerProcess _process;

    private ExampleConsumer(ServerProcess process) => _process = process;

    /// <summary>What it printed, a line an event: type, subject and sequence; a message that it does not take is a line, too.</summary>
    public IReadOnlyList<string> Events => [.. _process.Lines.Where(static line => !line.StartsWith(Waiting, StringComparison.Ordinal))];

    /// <summary>Starts it and waits until its queue is bound.</summary>
    /// <param name="amqpUri">The broker.</param>
    /// <param name="queue">Its queue; it stays when the consumer ends.</param>
    /// <exception cref="InvalidOperationException">It is not installed: that fails the tests, it never skips them.</exception>
    public static async Task<ExampleConsumer> StartAsync(string amqpUri, string queue)
    {
        var folder = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } chosen
            ? chosen
            : throw new InvalidOperationException($"{Variable} names no copy of docs/examples/amqp-consumer after 'npm ci'; './crm test' makes one");
        var consumer = new ExampleConsumer(ServerProcess.StartCommand(
            "example consumer", "node", [Path.Combine(folder, "consumer.js"), amqpUri, queue], new Dictionary<string, string>(StringComparer.Ordinal)));
        try
        {
            await Condition.WaitAsync(consumer.IsWaiting, Patience, () => $"the consumer waits on its queue\n{string.Join('\n', consumer._process.Lines)}");
            return consumer;
        }
        catch
        {
            await consumer.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private bool IsWaiting() => _process.HasExited
        ? throw new InvalidOperationException($"The consumer ended:\n{string.Join('\n', _process.Lines)}")
        : _process.Lines.Any(static line => line.StartsWith(Waiting, StringComparison.Ordinal));
}
