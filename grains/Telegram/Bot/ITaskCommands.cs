using System.Collections.Immutable;
using Crm.Actors.Contracts;

namespace Crm.Actors.Grains.Telegram.Bot;

/// <summary>What the bot needs of tasks. What a caller may not see is <see cref="RejectionCode.NotFound"/>.</summary>
public interface ITaskCommands
{
    /// <summary>The caller's open tasks, the next due first; up to <paramref name="most"/>.</summary>
    Task<CommandResult<BotTasks>> ListAsync(Caller caller, int most);

    /// <summary>Creates a task. One with a due time reminds when it is due.</summary>
    Task<CommandResult<BotTask>> CreateAsync(NewBotTask command);

    /// <summary>Marks a task as done; the version that it must have is in the context.</summary>
    Task<CommandResult<BotTask>> FinishAsync(CommandContext context, Guid taskId);
}

/// <summary>A task as the bot shows it.</summary>
/// <param name="Id">The task.</param>
/// <param name="Version">Number of events so far.</param>
/// <param name="Title">What is to be done.</param>
/// <param name="DueAt">When, or null.</param>
public sealed record BotTask(Guid Id, long Version, string Title, DateTimeOffset? DueAt);

/// <summary>Several tasks.</summary>
public sealed record BotTasks(ImmutableArray<BotTask> Items);

/// <summary>A task to be created.</summary>
/// <param name="Context">The command's context.</param>
/// <param name="Id">Its id.</param>
/// <param name="Title">1 to 200 characters.</param>
/// <param name="DueAt">When, or null.</param>
/// <param name="AssigneeId">Whose.</param>
/// <param name="DealId">The deal that it is about, or null.</param>
public sealed record NewBotTask(CommandContext Context, Guid Id, string Title, DateTimeOffset? DueAt, Guid AssigneeId, Guid? DealId);
