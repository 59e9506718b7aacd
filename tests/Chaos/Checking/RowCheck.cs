using Crm.Actors.Chaos.Recording;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Contracts.Payments;
using Crm.Actors.Contracts.Payments.Events;
using Crm.Actors.Contracts.Tasks;
using Crm.Actors.Contracts.Tasks.Events;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Payments;
using Crm.Actors.Grains.Tasks;

namespace Crm.Actors.Chaos.Checking;

/// <summary>Replaying the events of each deal, payment and task gives its row.</summary>
internal static class RowCheck
{
    public static IEnumerable<Finding> Check(History history) =>
        Check<DealState, DealEvent, DealView>(history.Log, history.Deals.ToDictionary(static deal => deal.View.Id), "deal", Text)
            .Concat(Check<PaymentState, PaymentEvent, PaymentView>(history.Log, history.Payments.ToDictionary(static payment => payment.View.Id), "payment", Text))
            .Concat(Check<TaskState, TaskEvent, TaskView>(history.Log, history.Tasks.ToDictionary(static task => task.View.Id), "task", Text));

    private static IEnumerable<Finding> Check<TState, TEvent, TView>(
        IReadOnlyList<LogRow> log, Dictionary<Guid, TState> rows, string kind, Func<TState?, string> text)
        where TState : class, IAggregateState<TState, TEvent, TView>
        where TEvent : class
        where TView : class
    {
        foreach (var events in log.Where(static row => row.Event.Data is TEvent).GroupBy(static row => row.Aggregate))
        {
            if (!rows.Remove(events.Key, out var row))
                yield return new Finding(FindingKind.RowDiffers, $"{kind} {events.Key} has events and no row");
            else if (text(row) is var stored && text(Replay<TState, TEvent, TView>(events)) is var replayed && !string.Equals(stored, replayed, StringComparison.Ordinal))
                yield return new Finding(FindingKind.RowDiffers, $"{kind} {events.Key} is {stored}, but its events give {replayed}");
        }

        foreach (var id in rows.Keys)
            yield return new Finding(FindingKind.RowDiffers, $"{kind} {id} has a row and no events");
    }

    private static TState? Replay<TState, TEvent, TView>(IEnumerable<LogRow> events)
        where TState : class, IAggregateState<TState, TEvent, TView>
        where TEvent : class
        where TView : class
    {
        TState? state = null;
        foreach (var row in events)
        {
            // Where the first event is missing there is nothing to apply the others to, which the log's own check tells.
            if (state is not null || row.Version == 1)
                state = TState.Apply(state, row.As<TEvent>()!);
        }

        return state;
    }

    private static string Text(DealState? state) => state is null
        ? "nothing"
        : $"{state.View with { Tags = [], CustomFields = DealView.NoCustomFields }} {string.Join(',', state.View.Tags)} {string.Join(',', state.View.CustomFields)} {string.Join(',', state.FieldVersions)}";

    private static string Text(PaymentState? state) => state is null ? "nothing" : $"{state.View} {state.Entries} {state.Reversals}";

    private static string Text(TaskState? state) => state is null ? "nothing" : $"{state.View with { Reminders = [] }} {string.Join(',', state.View.Reminders)}";
}
