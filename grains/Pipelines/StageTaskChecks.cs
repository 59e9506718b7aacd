using System.Collections.Immutable;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Tasks;

namespace Crm.Actors.Grains.Pipelines;

/// <summary>The tasks that stages ask for: what a task may hold, they may.</summary>
internal static class StageTaskChecks
{
    public const int MaxTasks = 10;
    public const int MaxDueMinutes = 525_600;
    public const int MaxDueDays = 366;

    /// <param name="checks">Takes what is wrong.</param>
    /// <param name="pointer">Where they are.</param>
    /// <param name="tasks">What is to be asked for.</param>
    public static void Check(FieldChecks checks, string pointer, ImmutableArray<StageTask> tasks)
    {
        if (tasks.Length > MaxTasks)
            checks.Add(pointer, $"Must have at most {MaxTasks} entries.");
        else
            for (var i = 0; i < tasks.Length; i++)
                Check(checks, $"{pointer}/{i}", tasks[i]);
    }

    private static void Check(FieldChecks checks, string pointer, StageTask task)
    {
        if (string.IsNullOrWhiteSpace(task.Title) || task.Title.Length > TaskChecks.MaxTitle || FieldChecks.HasForbidden(task.Title, lines: false))
            checks.Add($"{pointer}/title", $"Must have 1 to {TaskChecks.MaxTitle} characters, none of them control characters or broken Unicode.");
        if (task.Description is { } description && (description.Length > TaskChecks.MaxDescription || FieldChecks.HasForbidden(description, lines: true)))
            checks.Add($"{pointer}/description", $"Must have at most {TaskChecks.MaxDescription} characters, none of them control characters or broken Unicode.");
        if (task is { DueMinutes: not null, DueDays: not null })
            checks.Add(pointer, "Must have dueMinutes or dueDays, not both.");
        if (task.DueMinutes is < 1 or > MaxDueMinutes)
            checks.Add($"{pointer}/dueMinutes", $"Must be from 1 to {MaxDueMinutes}.");
        if (task.DueDays is < 0 or > MaxDueDays)
            checks.Add($"{pointer}/dueDays", $"Must be from 0 to {MaxDueDays}.");
    }
}
