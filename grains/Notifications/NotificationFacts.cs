using System.Collections.Immutable;
using System.Globalization;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Contracts.Notes.Events;
using Crm.Actors.Contracts.Notifications;
using Crm.Actors.Contracts.Payments.Events;
using Crm.Actors.Contracts.Tasks.Events;
using Crm.Actors.Grains.Tasks;

namespace Crm.Actors.Grains.Notifications;

/// <summary>What single events say, and to whom. Pure.</summary>
internal static class NotificationFacts
{
    private const int LongestText = 500;

    /// <summary>
    /// What is given to somebody is for them alone; what happens to a deal is for its owner and those whom it is shared with by name. The
    /// members of its team see it, and would hear of everything.
    /// </summary>
    public static NotificationSource Of(FeedEvent e, DealEvent happened) => happened switch
    {
        DealCreated created => To(e, [created.Deal.OwnerId], Content(e, e.Subject) with { Title = ShortText.Of(created.Title, LongestText) }),
        DealOwnerChanged changed => To(e, [changed.To], Content(e, e.Subject)),
        DealShared shared => To(e, [shared.With], Content(e, e.Subject), withTeams: true),
        DealStageChanged changed => ToAll(e, changed.Deal, Content(e, e.Subject, ("from", changed.From), ("to", changed.To))),
        DealLost lost => ToAll(e, lost.Deal, Content(e, e.Subject, ("reason", lost.Reason))),
        DealSlaWarned warned => ToOwner(e, warned.Deal, warned.BreachAt),
        DealSlaBreached breached => ToOwner(e, breached.Deal, breached.BreachAt),
        _ => ToAll(e, happened.Deal, Content(e, e.Subject)),
    };

    public static NotificationSource Of(FeedEvent e, NoteCreated note) =>
        ToAll(e, note.Deal, Content(e, note.DealId, ("noteId", $"{note.Id:D}"), ("text", note.Text)));

    public static NotificationSource Of(FeedEvent e, PaymentEntryEvent booked) => ToAll(e, booked.Deal, Content(
        e,
        booked.Payment.DealId,
        ("paymentId", $"{e.Subject:D}"),
        ("amount", booked.Entry.Amount.ToString(CultureInfo.InvariantCulture)),
        ("currency", booked.Payment.Currency)));

    /// <summary>A task that is given to somebody, and a reminder of it, is for them; how far it is, is for whoever made it, too.</summary>
    public static NotificationSource Of(FeedEvent e, TaskEvent happened)
    {
        var task = happened.Task;
        var said = happened is TaskStatusChanged changed
            ? Content(e, task.DealId, ("from", changed.From.Name()), ("to", changed.To.Name()))
            : Content(e, task.DealId);
        var content = said with { TaskId = e.Subject, Title = ShortText.Of(task.Title, LongestText) };
        return happened switch
        {
            // A reminder is nobody's doing, whoever set it.
            TaskReminded => new(content, [task.AssigneeId], WithTeams: false),
            TaskStatusChanged => To(e, [task.AssigneeId, task.CreatorId], content),
            _ => To(e, [task.AssigneeId], content),
        };
    }

    /// <summary>A deadline is nobody's doing, and for whoever works on the deal.</summary>
    private static NotificationSource ToOwner(FeedEvent e, DealContext deal, DateTimeOffset breachAt) => new(
        Content(e, e.Subject, ("stage", deal.Stage), ("breachAt", breachAt.ToString("u", CultureInfo.InvariantCulture))), [deal.OwnerId], WithTeams: false);

    private static NotificationSource ToAll(FeedEvent e, DealContext deal, NotificationContent content) => To(e, [deal.OwnerId, .. deal.SharedWith], content);

    private static NotificationSource To(FeedEvent e, ImmutableArray<Guid> audience, NotificationContent content, bool withTeams = false) =>
        new(content, [.. audience.Where(id => id != e.ActorId).Distinct()], withTeams) { Except = e.ActorId };

    private static NotificationContent Content(FeedEvent e, Guid? dealId, params ReadOnlySpan<(string Name, string Text)> details)
    {
        var named = NotificationContent.NoDetails.ToBuilder();
        foreach (var (name, text) in details)
            named[name] = ShortText.Of(text, LongestText);
        return new NotificationContent
        {
            Type = e.Type,
            EventId = e.Id,
            EventPosition = e.Position,
            ActorId = e.ActorId,
            DealId = dealId,
            Title = "",
            Details = named.ToImmutable(),
        };
    }
}
