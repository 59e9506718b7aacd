using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Grains.Calendars;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Deals;

/// <summary>What a stage asks for when a deal comes in, and how long it may stay; pure.</summary>
public static class StageAutomation
{
    /// <summary>What was decided, with the deadline of the stage that the deal comes into, and after it what the stage asks for, in the same commit.</summary>
    /// <param name="decision">What was decided.</param>
    /// <param name="pipeline">By whose rules.</param>
    /// <param name="now">UTC.</param>
    public static Decision<DealEvent> Entered(Decision<DealEvent> decision, PipelineView? pipeline, DateTimeOffset now)
    {
        if (decision.Events is not [DealCreated or DealStageChanged])
            return decision;
        var entered = decision.Events[0];
        if (pipeline is null || pipeline.Id != entered.Deal.PipelineId || pipeline.Definition.Stage(entered.Deal.Stage) is not { } stage)
            return decision;
        if (stage.Tasks.IsEmpty && stage.Sla is null)
            return decision;
        var hours = pipeline.Definition.Hours;
        var calendar = BusinessCalendar.Of(hours);
        return Decision<DealEvent>.Accept(
        [
            entered with { Deadline = Deadline(stage.Sla, calendar, now) },
            .. stage.Tasks.Select(task => new TaskRequested(
                task.Title, task.Description, task.Priority, entered.Deal.OwnerId, Due(task, calendar, now), hours?.TimeZone ?? TimeZones.Utc, entered.Deal)),
        ]);
    }

    private static StageDeadline? Deadline(StageSla? sla, BusinessCalendar calendar, DateTimeOffset now) =>
        sla is not null && calendar.After(now, TimeSpan.FromMinutes(sla.Minutes)) is { } breach
            ? new StageDeadline(sla.WarnMinutes is { } minutes ? calendar.After(now, TimeSpan.FromMinutes(minutes)) : null, breach)
            : null;

    private static DateTimeOffset? Due(StageTask task, BusinessCalendar calendar, DateTimeOffset now) => task switch
    {
        { DueMinutes: { } minutes } => calendar.After(now, TimeSpan.FromMinutes(minutes)),
        { DueDays: { } days } => calendar.DaysAfter(now, days),
        _ => null,
    };
}
