using System.Collections.Immutable;
using Crm.Actors.Contracts.Notifications;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.Grains.Notifications;

/// <summary>
/// Lets notifications go out that are due, each user's in their order. By then the user may have lost sight of the deal, or the chat may be
/// gone: then they do not go out.
/// </summary>
public sealed partial class NotificationSender(
    INotificationQueue queue, INotificationReads reads, NotificationCalls calls, ChannelDirectory directory, TimeProvider clock, ILogger<NotificationSender> logger)
{
    /// <summary>How often it looks beyond those who have to wait: in an outage all have to.</summary>
    private const int MaxLooks = 4;

    /// <summary>Takes those that have been due longest. Users whose first ones cannot go out do not keep others from theirs.</summary>
    /// <param name="max">At most so many at a time.</param>
    /// <returns>How many deliveries are done; one of a digest when the digest is.</returns>
    public async Task<int> RunAsync(int max)
    {
        var now = clock.GetUtcNow();
        var (done, waiting) = (0, new HashSet<Guid>());
        for (var look = 0; look < MaxLooks; look++)
        {
            var due = await queue.DueAsync(now, waiting, max);
            if (due.IsEmpty)
                return done;
            var users = await SendAsync(due, now);
            done += users.Sum(static user => user.Done);
            waiting.UnionWith(users.Where(static user => user.Waits).Select(static user => user.UserId));
            if (done >= max || due.Length < max)
                return done;
        }

        return done;
    }

    private async Task<(Guid UserId, int Done, bool Waits)[]> SendAsync(ImmutableArray<NotificationState> due, DateTimeOffset now)
    {
        var users = due.GroupBy(static state => state.View.UserId).ToList();
        var people = (await reads.RecipientsAsync([.. users.Select(static user => user.Key)])).ToDictionary(static recipient => recipient.UserId);
        return await Task.WhenAll(users.Select(user => SendAsync(user.Key, people.GetValueOrDefault(user.Key), [.. user], now)));
    }

    private async Task<(Guid UserId, int Done, bool Waits)> SendAsync(Guid userId, Recipient? recipient, ImmutableArray<NotificationState> due, DateTimeOffset now)
    {
        var done = 0;
        try
        {
            var preferences = recipient is null ? NotificationPreferences.Default : await calls.PreferencesAsync(userId);
            var digests = new Dictionary<(string Channel, DateTimeOffset Due), List<NotificationView>>();
            foreach (var state in due)
            {
                foreach (var delivery in state.Pending.Where(delivery => delivery.Due <= now))
                {
                    var why = await WhyNotAsync(recipient, state.View.Content, delivery.Channel);
                    if (why is null && delivery.InDigest)
                    {
                        Add(digests, (delivery.Channel, delivery.Due), state.View);
                        continue;
                    }

                    var end = Delivery(state.View, delivery.Channel);
                    await calls.DeliverAsync(
                        state.View.Id, why is null ? end with { Message = NotificationTexts.Message(state.View, preferences.Language) } : end with { Dropped = why });
                    done++;
                }
            }

            foreach (var ((channel, time), items) in digests)
            {
                await SendDigestsAsync(userId, channel, time, items, preferences.Language);
                done += items.Count;
            }

            return (userId, done, Waits: false);
        }
        catch (Exception problem)
        {
            LogWaits(problem, userId, due.Length);
            return (userId, done, Waits: true);
        }
    }

    /// <summary>
    /// One message of all. When an attempt before ended half-way, the digest is there with what it had then, which is marked now; what came
    /// to it since goes into another one.
    /// </summary>
    private async Task SendDigestsAsync(Guid userId, string channel, DateTimeOffset due, List<NotificationView> items, string language)
    {
        for (var number = 0; items.Count > 0; number++)
        {
            var id = NotificationIds.OfDigest(userId, channel, due, number);
            var digest = await calls.SendAsync(new SendDigest(NotificationCalls.ContextOf(userId), userId, channel, NotificationTexts.Digest(id, userId, items, language)));
            var sent = NotificationTexts.ItemsOf(digest.Content);
            foreach (var item in items.Where(item => sent.Contains(item.Id)))
                await calls.DeliverAsync(item.Id, Delivery(item, channel) with { DigestId = id });
            items = items.FindAll(item => !sent.Contains(item.Id));
        }
    }

    private static void Add(
        Dictionary<(string Channel, DateTimeOffset Due), List<NotificationView>> digests, (string Channel, DateTimeOffset Due) key, NotificationView item)
    {
        if (!digests.TryGetValue(key, out var items))
            digests.Add(key, items = []);
        items.Add(item);
    }

    private async Task<string?> WhyNotAsync(Recipient? recipient, NotificationContent content, string channel)
    {
        if (recipient is null)
            return "disabled";
        if (!directory.Reaches(channel, recipient))
            return "unlinked";
        return content is { TaskId: null, DealId: { } dealId } && await calls.SeeAsync(dealId, recipient) is null ? "unseen" : null;
    }

    private static DeliverNotification Delivery(NotificationView notification, string channel) =>
        new(NotificationCalls.ContextOf(notification.Content.ActorId), channel);

    [LoggerMessage(3602, LogLevel.Warning, "{Count} notifications of {User} wait to go out")]
    private partial void LogWaits(Exception problem, Guid user, int count);
}
