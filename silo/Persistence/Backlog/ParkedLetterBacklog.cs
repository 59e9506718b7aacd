using Crm.Actors.Persistence.Consumers;

namespace Crm.Actors.Persistence.Backlog;

/// <summary>Dead letters of installations without a broker; see <see cref="DeadLetters.ParkedDeadLetters"/>.</summary>
public sealed class ParkedLetterBacklog(ConsumerDatabase database) : IBacklogSource
{
    private const string Sql = "SELECT count(*) FROM events.parked_events";

    /// <inheritdoc/>
    public async Task ReadAsync(BacklogReading reading, CancellationToken cancellation)
    {
        await using var command = database.Source.CreateCommand(Sql);
        reading.DeadLetters = (long)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
