namespace Crm.Actors.Chaos.Load;

/// <summary>The tasks that were made and that nobody has finished.</summary>
public sealed class TaskPool
{
    private readonly List<Guid> _tasks = [];

    public void Add(Guid task)
    {
        lock (_tasks)
            _tasks.Add(task);
    }

    /// <summary>Takes a task out, for the one writer that finishes it; null while there is none.</summary>
    public Guid? Take(Random random)
    {
        lock (_tasks)
        {
            if (_tasks.Count == 0)
                return null;
            var at = random.Next(_tasks.Count);
            var task = _tasks[at];
            _tasks.RemoveAt(at);
            return task;
        }
    }
}
