using System.Collections.Frozen;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Grains.Consumers;
using Crm.Actors.Persistence.Feed;

namespace Crm.Actors.Persistence.Consumers;

/// <summary>
/// Effects and watermarks in PostgreSQL. A delivered event is only word that its aggregate has got so far; what happened is read from the
/// log, so that repeats, gaps and forgeries are told without trusting the stream. What many partitions bring at the same time is applied
/// together.
/// </summary>
public sealed class ConsumerStore<TEffect>(ConsumerRounds<TEffect> rounds, IConsumer<TEffect> consumer, ConsumerOptions options, TimeProvider time)
    : IConsumerStore<TEffect>
{
    private const int WordsAtOnce = 4096;

    private readonly FrozenSet<string> _sources = consumer.AggregateTypes.Select(EventSources.Of).ToFrozenSet(StringComparer.Ordinal);
    private readonly FrozenSet<string> _types = consumer.EventTypes.ToFrozenSet(StringComparer.Ordinal);
    private readonly JoinedCalls<AnnouncedEvent> _calls = new(rounds.ApplyAsync, WordsAtOnce, options.Pace, time);

    /// <inheritdoc/>
    public string Consumer => consumer.Name;

    /// <inheritdoc/>
    public Task ApplyAsync(IReadOnlyList<FeedEvent> delivered, CancellationToken cancellation) => ApplyAsync(
        [.. delivered.Where(IsWanted).Select(static e => new AnnouncedEvent(e.Subject, e.Sequence, e))], cancellation);

    /// <summary>Applies what is announced, with all that comes before it in the log.</summary>
    /// <exception cref="ConsumerUnavailableException">Not now; announce it again.</exception>
    public async Task ApplyAsync(IReadOnlyList<AnnouncedEvent> announced, CancellationToken cancellation)
    {
        foreach (var words in announced.Chunk(WordsAtOnce))
            await _calls.JoinAsync(words).WaitAsync(cancellation);
    }

    private bool IsWanted(FeedEvent e) => _sources.Contains(e.Source) && (_types.Count == 0 || _types.Contains(e.Type));
}
