using Crm.Actors.Contracts.Tasks.Events;
using Crm.Actors.Grains.Tasks;
using Crm.Actors.Persistence.EventStore;
using Crm.Actors.Persistence.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Crm.Actors.Silo.Hosting;

internal static class TasksSetup
{
    /// <summary>Tasks.</summary>
    public static void AddTasks(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IAggregateMapping<TaskState, TaskEvent>, TaskMapping>();
        builder.Services.AddSingleton<ITaskReads, TaskReads>();
    }
}
