using Crm.Actors.Persistence.Consumers;

namespace Crm.Actors.Persistence.Backlog;

/// <summary>Dead letters of installations without a broker, up to 100,000; see <see cref="DeadLetters.ParkedDeadLetters"/>.</summary>
public sealed class ParkedLetterBacklog(ConsumerDatabase database) : IBacklogSource
{
    private const string Sql = "SELECT count(*) FROM (SELECT FROM events.parked_events LIMIT 100000) p";

    /// <inheritdoc/>
    public async Task ReadAsync(BacklogReading reading, CancellationToken cancellation)
    {
        await using var command = database.Source.CreateCommand(Sql);
        reading.DeadLetters = (long)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
