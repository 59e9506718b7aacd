using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Contracts.Notes.Events;
using Crm.Actors.Contracts.Notifications;
using Crm.Actors.Contracts.Payments.Events;

namespace Crm.Actors.Grains.Notifications;

/// <summary>What single events say, and to whom. Pure.</summary>
internal static class NotificationFacts
{
    private const int LongestText = 500;
    private const string Reminder = "task.reminder";
    private const string StatusChanged = "task.status.changed";

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

    /// <summary>
    /// By the documented members of tasks' events, <c>taskId</c>, <c>title</c>, <c>assigneeId</c> and <c>dealId</c>, which are those of the event's
    /// data or of the <c>task</c> in it; the subject is the task where no member names it. Where a <c>creatorId</c> is, its status is theirs to know, too.
    /// </summary>
    public static NotificationSource OfTask(FeedEvent e)
    {
        using var document = JsonDocument.Parse(e.Data);
        var data = document.RootElement;
        var task = data.TryGetProperty("task", out var whole) && whole.ValueKind == JsonValueKind.Object ? whole : data;
        var isStatus = string.Equals(e.Type, StatusChanged, StringComparison.Ordinal);
        var content = isStatus
            ? Content(e, Id(task, "dealId"), ("from", Text(data, "from") ?? ""), ("to", Text(data, "to") ?? Text(task, "status") ?? ""))
            : Content(e, Id(task, "dealId"));
        content = content with { TaskId = Id(data, "taskId") ?? e.Subject, Title = ShortText.Of(Text(task, "title") ?? "", LongestText) };
        ImmutableArray<Guid> assignee = Id(task, "assigneeId") is { } id ? [id] : [];
        // A reminder is nobody's doing, whoever set it.
        if (string.Equals(e.Type, Reminder, StringComparison.Ordinal))
            return new(content, assignee, WithTeams: false);
        return To(e, isStatus && Id(task, "creatorId") is { } creator ? [.. assignee, creator] : assignee, content);
    }

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

    private static Guid? Id(JsonElement data, string name) => Text(data, name) is { } text && Guid.TryParseExact(text, "D", out var id) ? id : null;

    private static string? Text(JsonElement data, string name) =>
        data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
