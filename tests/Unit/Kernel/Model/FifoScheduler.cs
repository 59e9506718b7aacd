namespace Crm.Actors.UnitTests.Kernel.Model;

/// <summary>Runs tasks one by one, in order, when told to: what a grain's scheduler does, without threads.</summary>
internal sealed class FifoScheduler : TaskScheduler
{
    private readonly Queue<Task> _tasks = [];

    public bool IsIdle => _tasks.Count == 0;

    /// <summary>Runs the oldest task that waits.</summary>
    public void RunOne() => TryExecuteTask(_tasks.Dequeue());

    /// <summary>Queues a piece of work.</summary>
    public void Post(Action work)
    {
        _ = Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, this);
    }

    protected override IEnumerable<Task> GetScheduledTasks() => _tasks;

    protected override void QueueTask(Task task) => _tasks.Enqueue(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;
}
