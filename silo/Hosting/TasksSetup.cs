using Crm.Actors.Contracts.Tasks.Events;
using Crm.Actors.Grains.Tasks;
using Crm.Actors.Persistence.Due;
using Crm.Actors.Persistence.EventStore;
using Crm.Actors.Persistence.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Crm.Actors.Silo.Hosting;

internal static class TasksSetup
{
    /// <summary>Tasks, and what happens at its time.</summary>
    public static void AddTasks(this IHostApplicationBuilder builder, SiloSettings settings)
    {
        builder.Services.AddSingleton<IAggregateMapping<TaskState, TaskEvent>, TaskMapping>();
        builder.Services.AddSingleton<ITaskReads, TaskReads>();
        builder.Services.AddDueKernel(settings.Writer, settings.Due);
        builder.Services.AddDueTable<DueReminder, ReminderTable>();
        builder.Services.AddDueTable<RequestedTask, RequestTable>();
        builder.Services.AddDueTable<DueStage, StageDeadlineTable>();
    }
}
