using System.Text;
using Crm.Actors.TestKit.RabbitMq;
using RabbitMQ.Client;

namespace Crm.Actors.Chaos.Readers;

/// <summary>Looks into the queue of dead letters and leaves it as it was.</summary>
/// <param name="broker">Where it is.</param>
public sealed class DeadLetterQueue(RabbitMqServer broker)
{
    private const string Queue = "crm.dead-letters";

    /// <summary>One dead letter.</summary>
    /// <param name="Reason">Why it was given up; null when it does not say.</param>
    /// <param name="ParkedAt">When, as text that sorts; null when it does not say.</param>
    public sealed record Letter(string? Reason, string? ParkedAt);

    /// <summary>How many there are.</summary>
    public async Task<uint> CountAsync()
    {
        await using var connection = await broker.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        return (await channel.QueueDeclarePassiveAsync(Queue)).MessageCount;
    }

    /// <summary>All of them. They go back to the queue when the channel closes.</summary>
    public async Task<IReadOnlyList<Letter>> PeekAsync()
    {
        await using var connection = await broker.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        var letters = new List<Letter>();
        while (await channel.BasicGetAsync(Queue, autoAck: false) is { } message)
            letters.Add(new Letter(Text(message, "x-reason"), Text(message, "x-parked-at")));
        return letters;
    }

    private static string? Text(BasicGetResult message, string header) =>
        message.BasicProperties.Headers?.TryGetValue(header, out var value) == true && value is byte[] text ? Encoding.UTF8.GetString(text) : null;
}
