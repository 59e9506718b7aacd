using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Crm.Actors.Contracts.Notifications;

namespace Crm.Actors.Grains.Notifications;

/// <summary>What is written to people, in each language. Plain text, one line for each notification.</summary>
public static class NotificationTexts
{
    private const int LongestText = 4000;
    private const int LongestLine = 200;

    /// <summary>The detail of a digest that names what it is of.</summary>
    private const string ItemsDetail = "items";

    private static readonly FrozenDictionary<string, (string En, string Ru)> Patterns = new Dictionary<string, (string En, string Ru)>(StringComparer.Ordinal)
    {
        ["deal.created"] = ("A deal was created for you: {title}", "Для вас создана сделка: {title}"),
        ["deal.owner.changed"] = ("A deal was assigned to you: {title}", "Вам назначена сделка: {title}"),
        ["deal.shared"] = ("A deal was shared with you: {title}", "С вами поделились сделкой: {title}"),
        ["deal.stage.changed"] = ("{title}: from stage {from} to {to}", "{title}: этап {from} → {to}"),
        ["deal.won"] = ("Won: {title}", "Сделка выиграна: {title}"),
        ["deal.lost"] = ("Lost: {title} ({reason})", "Сделка проиграна: {title} ({reason})"),
        ["deal.sla.warned"] = ("{title} has to leave stage {stage} by {breachAt}", "{title}: этап {stage} нужно завершить до {breachAt}"),
        ["deal.sla.breached"] = ("Overdue: {title} was to leave stage {stage} by {breachAt}", "Просрочено: {title}, этап {stage} нужно было завершить до {breachAt}"),
        ["deal.note.created"] = ("Note on {title}: {text}", "Заметка к «{title}»: {text}"),
        ["deal.payment.income.created"] = ("{title}: {amount} {currency} came in", "{title}: поступило {amount} {currency}"),
        ["deal.payment.expense.created"] = ("{title}: {amount} {currency} was spent", "{title}: потрачено {amount} {currency}"),
        ["task.created"] = ("A task for you: {title}", "Вам поставлена задача: {title}"),
        ["task.assignee.changed"] = ("A task was given to you: {title}", "Вам передана задача: {title}"),
        ["task.reminder"] = ("Reminder: {title}", "Напоминание: {title}"),
        ["task.status.changed"] = ("Task {title}: {from} → {to}", "Задача «{title}»: {from} → {to}"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The message of one notification.</summary>
    /// <param name="notification">The notification.</param>
    /// <param name="language">The language that its user wants.</param>
    public static NotificationMessage Message(NotificationView notification, string language) =>
        new(notification.Content, language, new(Line(notification.Content, isRussian: false), Line(notification.Content, isRussian: true)), []);

    /// <summary>A message of some notifications, oldest first. The text names as many as go into it.</summary>
    /// <param name="id">The digest.</param>
    /// <param name="userId">Whom it is for.</param>
    /// <param name="items">The notifications; not empty.</param>
    /// <param name="language">The language that the user wants.</param>
    public static NotificationMessage Digest(Guid id, Guid userId, IReadOnlyList<NotificationView> items, string language)
    {
        ImmutableArray<Guid> ids = [.. items.Select(static item => item.Id)];
        var content = new NotificationContent
        {
            Type = NotificationTypes.Digest,
            EventId = id,
            EventPosition = items.Max(static item => item.Content.EventPosition),
            ActorId = userId,
            Title = "",
            Details = NotificationContent.NoDetails.Add(ItemsDetail, string.Join(',', ids)),
        };
        return new(content, language, new(Lines(items, isRussian: false), Lines(items, isRussian: true)), ids);
    }

    /// <summary>The notifications that a digest is of.</summary>
    public static HashSet<Guid> ItemsOf(NotificationContent digest) => [.. digest.Details[ItemsDetail].Split(',').Select(static id => Guid.Parse(id))];

    private static string Lines(IReadOnlyList<NotificationView> items, bool isRussian)
    {
        var text = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"{(isRussian ? "Уведомления за день" : "Notifications of the day")}: {items.Count}"));
        foreach (var item in items)
        {
            var line = ShortText.Of(Line(item.Content, isRussian), LongestLine);
            if (text.Length + line.Length + 3 > LongestText)
                return text.Append("\n…").ToString();
            text.Append('\n').Append(line);
        }

        return text.ToString();
    }

    private static string Line(NotificationContent content, bool isRussian)
    {
        if (!Patterns.TryGetValue(content.Type, out var pattern))
            return content.Title;
        // Every other part is a name. What is put in is not looked at again: people write braces, too.
        var parts = (isRussian ? pattern.Ru : pattern.En).Split('{', '}').Select((part, number) => number % 2 == 0 ? part : Value(content, part));
        return string.Concat(parts).Replace('\r', ' ').Replace('\n', ' ');
    }

    /// <summary>Of an event that says less there is less to read.</summary>
    private static string Value(NotificationContent content, string name) => name switch
    {
        "title" => content.Title.Length > 0 ? content.Title : "—",
        _ => content.Details.TryGetValue(name, out var value) ? value : "",
    };
}
