namespace Crm.Actors.Contracts.Tasks;

/// <summary>How far a task is. Written in snake case on the wire and in the database.</summary>
[GenerateSerializer, Alias("crm.TaskWorkStatus")]
public enum TaskWorkStatus
{
    Open = 0,
    InProgress = 1,
    Done = 2,

    /// <summary>Not to be done any more.</summary>
    Cancelled = 3,
}
