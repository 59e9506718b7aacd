using System.Collections.Immutable;
using System.Text;
using Crm.Actors.Contracts.DeadLetters;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Grains.Consumers;
using Crm.Actors.Streaming.RabbitMq;

namespace Crm.Actors.Silo.Messaging;

/// <summary>Dead letters in the broker's queue, where other tools see them, too.</summary>
internal sealed class BrokerDeadLetters(RabbitMqDeadLetters letters, CloudEventFormat format) : IDeadLetters
{
    private const int LongestBody = 4096;

    /// <inheritdoc/>
    public Task ParkAsync(ParkedEvent parked, CancellationToken cancellation) => AskAsync(async () =>
    {
        var stream = StreamId.Create(EventStreams.Namespace, EventPartition.Of(parked.Event.Subject));
        var (exchange, routingKey, properties, body) = format.Write(stream, parked.Event, null);
        var reason = new DeadLetterReason(parked.Consumer, parked.Reason, parked.LastError) { FirstError = parked.FirstError, Attempts = parked.Attempts };
        await letters.ParkAsync(new(exchange, routingKey, properties, body), reason, letters.QueueOf(stream), cancellation);
        return 0;
    });

    /// <inheritdoc/>
    public Task<DeadLetterList> ListAsync(int max, CancellationToken cancellation) => AskAsync(async () =>
    {
        var (found, total) = await letters.ListAsync(max, cancellation);
        return new DeadLetterList([.. found.Select(View)], total);
    });

    /// <inheritdoc/>
    public Task<int> ReplayAsync(ImmutableArray<string> ids, CancellationToken cancellation) =>
        AskAsync(() => letters.ReplayAsync(Chosen(ids), cancellation));

    /// <inheritdoc/>
    public Task<int> DropAsync(ImmutableArray<string> ids, CancellationToken cancellation) =>
        AskAsync(() => letters.DropAsync(Chosen(ids), cancellation));

    private static Predicate<DeadLetterMessage> Chosen(ImmutableArray<string> ids)
    {
        var chosen = ids.ToHashSet(StringComparer.Ordinal);
        return letter => ids.IsEmpty || chosen.Contains(letter.Id);
    }

    /// <summary>A letter to look at. Of several events in one message, which the broker itself gave up, it shows the first, and says how many there are.</summary>
    internal static DeadLetter View(DeadLetterMessage letter)
    {
        var parts = CloudEventFormat.PartsOf(letter.Message);
        CloudEventReader.TryRead(parts?[0] ?? letter.Message.Body, out var e, out _);
        var body = Encoding.UTF8.GetString(letter.Message.Body.Span);
        return new()
        {
            Id = letter.Id,
            Consumer = letter.Reason.Consumer,
            Reason = letter.Reason.Reason,
            FirstError = letter.Reason.FirstError,
            LastError = parts is null ? letter.Reason.LastError : $"{letter.Reason.LastError} The message has {parts.Count} events; type, subject and sequence are the first one's.",
            Attempts = letter.Reason.Attempts,
            At = letter.At,
            Type = e?.Type ?? letter.Message.Properties.Type,
            Subject = e?.Subject.ToString("D"),
            Sequence = e?.Sequence,
            Body = body.Length <= LongestBody ? body : body[..LongestBody],
        };
    }

    private static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception problem) when (problem is BrokerUnavailableException or PublishFailedException)
        {
            throw new DeadLettersUnavailableException(problem.Message, problem);
        }
    }
}
