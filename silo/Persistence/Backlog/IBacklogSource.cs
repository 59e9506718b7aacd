namespace Crm.Actors.Persistence.Backlog;

/// <summary>A place where something may wait.</summary>
public interface IBacklogSource
{
    /// <summary>Adds what waits there. Cheap: it is asked every ten seconds. Whatever it throws means not now.</summary>
    Task ReadAsync(BacklogReading reading, CancellationToken cancellation);
}
