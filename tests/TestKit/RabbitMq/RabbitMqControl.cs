using System.Diagnostics;
using System.Globalization;

namespace Crm.Actors.TestKit.RabbitMq;

/// <summary>RabbitMQ's own command line, for what a client cannot ask.</summary>
internal static class RabbitMqControl
{
    /// <summary>All queues with their messages, those that a consumer holds included.</summary>
    /// <exception cref="InvalidOperationException">The broker does not answer; the message says what it said.</exception>
    public static async Task<IReadOnlyDictionary<string, long>> QueueLengthsAsync(RabbitMqFolder folder)
    {
        var output = await RunAsync(folder, "--quiet", "list_queues", "--no-table-headers", "name", "messages");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static line => line.Split('\t'))
            .ToDictionary(static row => row[0], static row => long.Parse(row[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }

    /// <summary>Who reads which queue, for people.</summary>
    public static async Task<string> DescribeAsync(RabbitMqFolder folder) => string.Join(
        '\n',
        await RunAsync(folder, "--quiet", "list_queues", "name", "messages_ready", "messages_unacknowledged", "consumers"),
        await RunAsync(folder, "--quiet", "list_consumers", "queue_name", "channel_pid", "consumer_tag", "active", "activity_status"),
        await RunAsync(folder, "--quiet", "list_channels", "pid", "connection", "consumer_count", "messages_unacknowledged"),
        await RunAsync(folder, "--quiet", "list_connections", "pid", "name", "state", "channels", "client_properties"));

    private static async Task<string> RunAsync(RabbitMqFolder folder, params string[] arguments)
    {
        var program = Path.Combine(Path.GetDirectoryName(RabbitMqBinaries.FindServer())!, "rabbitmqctl");
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.FullName,
        };
        folder.Prepare(start);
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"rabbitmqctl {arguments[1]} failed: {await errors}");
    }
}
