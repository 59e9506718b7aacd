using System.Collections.Immutable;

namespace Crm.Actors.Contracts.Notifications;

/// <summary>The types of events that people are told of. A notification has the type of its event, and a digest its own.</summary>
public static class NotificationTypes
{
    /// <summary>Several notifications of a day in one; no type of an event, and nothing that can be chosen.</summary>
    public const string Digest = "digest";

    /// <summary>All that can be chosen, in the order in which they are shown.</summary>
    public static ImmutableArray<string> All { get; } =
    [
        "deal.created",
        "deal.owner.changed",
        "deal.shared",
        "deal.stage.changed",
        "deal.won",
        "deal.lost",
        "deal.sla.warned",
        "deal.sla.breached",
        "deal.note.created",
        "deal.payment.income.created",
        "deal.payment.expense.created",
        "task.created",
        "task.assignee.changed",
        "task.reminder",
        "task.status.changed",
    ];
}
