namespace Crm.Actors.Contracts.Tasks;

/// <summary>How much a task matters. Written in lower case on the wire and in the database.</summary>
[GenerateSerializer, Alias("crm.TaskPriority")]
public enum TaskPriority
{
    Low = 0,
    Normal = 1,
    High = 2,
    Urgent = 3,
}
