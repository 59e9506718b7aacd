namespace Crm.Actors.Persistence.Backlog;

/// <summary>What one look at everything that may wait found. What could not be read stays unknown.</summary>
public sealed class BacklogReading
{
    /// <summary>Null when it is not known.</summary>
    public long? Notifications { get; set; }

    /// <summary>Null when it is not known.</summary>
    public long? DeadLetters { get; set; }

    /// <summary>The queues, by name.</summary>
    public IList<(string Queue, long Messages)> Queues { get; } = [];
}
