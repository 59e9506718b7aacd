using System.Globalization;
using Crm.Actors.Chaos.Recording;

namespace Crm.Actors.Chaos.Load;

/// <summary>Tasks, about a deal or about nothing, that remind some seconds later. Some of them are done, before or after that.</summary>
/// <param name="random">The writer's own.</param>
/// <param name="deals">The deals of all.</param>
/// <param name="tasks">The tasks of all.</param>
internal sealed class TaskMix(Random random, DealPool deals, TaskPool tasks)
{
    private const string Path = "/api/v1/tasks";
    private const int Soonest = 2_000;
    private const int Latest = 7_000;

    /// <param name="key">The edit's key, by which the task's title is unlike any other.</param>
    public PlannedEdit Next(string key) => random.Next(3) == 0 && tasks.Take(random) is { } task
        ? new(EditKind.FinishTask, task, HttpMethod.Post, $"{Path}/{task}/status", """{"status":"done"}""")
        : Create(key, random.Next(2) == 0 ? deals.Any(random) : null, Soon());

    /// <summary>A new task.</summary>
    /// <param name="key">Its title.</param>
    /// <param name="deal">What it is about, if anything.</param>
    /// <param name="reminders">In whole milliseconds. One that is past when it is made is left out.</param>
    public static PlannedEdit Create(string key, Guid? deal, params IReadOnlyList<DateTimeOffset> reminders)
    {
        var times = reminders.Select(static at => at.ToString("O", CultureInfo.InvariantCulture)).ToList();
        var rules = string.Join(',', times.Select(static at => $$"""{"at":"{{at}}"}"""));
        var about = deal is { } id ? $"\"{id}\"" : "null";
        return new(EditKind.NewTask, null, HttpMethod.Post, Path, $$"""{"title":"{{key}}","dealId":{{about}},"reminders":[{{rules}}]}""", string.Join(' ', times));
    }

    /// <summary>The times that a <see cref="PlannedEdit.Argument"/> has.</summary>
    public static IEnumerable<DateTimeOffset> TimesOf(string argument) =>
        argument.Split(' ').Select(static time => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture));

    private DateTimeOffset Soon() => DateTimeOffset.FromUnixTimeMilliseconds(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() + random.Next(Soonest, Latest));
}
