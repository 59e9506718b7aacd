using System.Collections.Concurrent;
using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Crm.Actors.EndToEndTests.Telegram;

/// <summary>Takes all dead letters out of their queue.</summary>
internal sealed class LetterBox
{
    private const string Queue = "crm.dead-letters";

    private readonly ConcurrentDictionary<string, Letter> _letters = new(StringComparer.Ordinal);

    /// <summary>A dead letter.</summary>
    /// <param name="Queue">The queue that it came from.</param>
    /// <param name="Reason">Why it is one, in a word.</param>
    /// <param name="Error">What was wrong.</param>
    public sealed record Letter(string Queue, string Reason, string Error);

    /// <summary>Those that came, by their names.</summary>
    public IReadOnlyDictionary<string, Letter> Letters => _letters;

    public static async Task<LetterBox> OpenAsync(IChannel channel)
    {
        var box = new LetterBox();
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, arrived) =>
        {
            var headers = arrived.BasicProperties.Headers;
            box._letters[Text(headers, "x-letter-id")] = new Letter(Text(headers, "x-queue"), Text(headers, "x-reason"), Text(headers, "x-last-error"));
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(Queue, autoAck: true, consumer);
        return box;
    }

    private static string Text(IDictionary<string, object?>? headers, string name) =>
        headers is not null && headers.TryGetValue(name, out var value) && value is byte[] text ? Encoding.UTF8.GetString(text) : "";
}
