namespace Crm.Actors.Contracts.Tasks;

/// <summary>The orders of a list of tasks; the id breaks ties.</summary>
[GenerateSerializer, Alias("crm.TaskSort")]
public enum TaskSort
{
    NewestFirst = 0,
    OldestFirst = 1,

    /// <summary>What is due first comes first; tasks without a due time come last.</summary>
    DueFirst = 2,
}
