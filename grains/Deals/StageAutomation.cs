using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Grains.Calendars;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Deals;

/// <summary>What a stage asks for when a deal comes in; pure.</summary>
public static class StageAutomation
{
    /// <summary>What was decided, and after it what the stage that the deal comes into asks for, in the same commit.</summary>
    /// <param name="decision">What was decided.</param>
    /// <param name="pipeline">By whose rules.</param>
    /// <param name="now">UTC.</param>
    public static Decision<DealEvent> Entered(Decision<DealEvent> decision, PipelineView? pipeline, DateTimeOffset now)
    {
        if (decision.Events is not [DealCreated or DealStageChanged])
            return decision;
        var entered = decision.Events[0];
        if (pipeline is null || pipeline.Id != entered.Deal.PipelineId || pipeline.Definition.Stage(entered.Deal.Stage) is not { Tasks.IsEmpty: false } stage)
            return decision;
        var hours = pipeline.Definition.Hours;
        var calendar = BusinessCalendar.Of(hours);
        return Decision<DealEvent>.Accept(
        [
            entered,
            .. stage.Tasks.Select(task => new TaskRequested(
                task.Title, task.Description, task.Priority, entered.Deal.OwnerId, Due(task, calendar, now), hours?.TimeZone ?? TimeZones.Utc, entered.Deal)),
        ]);
    }

    private static DateTimeOffset? Due(StageTask task, BusinessCalendar calendar, DateTimeOffset now) => task switch
    {
        { DueMinutes: { } minutes } => calendar.After(now, TimeSpan.FromMinutes(minutes)),
        { DueDays: { } days } => calendar.DaysAfter(now, days),
        _ => null,
    };
}
