using System.Collections.Immutable;
using Crm.Actors.Contracts.Notifications;
using Crm.Actors.Grains.Kernel;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.Grains.Notifications;

/// <summary>
/// Makes notifications of events: for those whom an event concerns, who want to hear of it, and who may see the deal now. A user's are made
/// one after another, in the order of the log; what cannot be made now waits, with all that is behind it of the same user.
/// </summary>
public sealed partial class NotificationMaker(
    INotificationQueue queue, INotificationReads reads, NotificationCalls calls, ChannelDirectory directory, KernelServices services, ILogger<NotificationMaker> logger)
{
    /// <summary>How often it looks beyond those who have to wait: in an outage all have to.</summary>
    private const int MaxLooks = 4;

    /// <summary>Takes the next events. Users who cannot be told now do not keep others from what is behind.</summary>
    /// <param name="max">At most so many at a time.</param>
    /// <returns>How many are done; they wait no more.</returns>
    public async Task<int> RunAsync(int max)
    {
        var (done, after, waiting) = (0, 0L, new HashSet<Guid>());
        for (var look = 0; look < MaxLooks; look++)
        {
            var sources = await queue.SourcesAsync(after, max);
            if (sources.IsEmpty)
                return done;
            done += await MakeAsync(sources, waiting);
            if (done >= max || sources.Length < max)
                return done;
            after = sources[^1].Content.EventPosition;
        }

        return done;
    }

    /// <summary>Whether an event is for somebody: by name, or as a member of a team where it is for teams. Never for who caused it.</summary>
    public static bool Concerns(NotificationSource source, Recipient recipient) =>
        recipient.UserId != source.Except
        && (source.Audience.Contains(recipient.UserId) || (source.WithTeams && recipient.Teams.Any(team => source.Audience.Contains(team))));

    /// <param name="sources">The events.</param>
    /// <param name="waiting">Those who wait for what came before; whoever has to wait for one of these comes to be among them.</param>
    /// <returns>How many of the events are done.</returns>
    private async Task<int> MakeAsync(ImmutableArray<NotificationSource> sources, HashSet<Guid> waiting)
    {
        var people = await reads.RecipientsAsync([.. sources.SelectMany(static source => source.Audience).Distinct()]);
        var late = await Task.WhenAll(people.Select(async recipient =>
        {
            ImmutableArray<NotificationSource> theirs = [.. sources.Where(source => Concerns(source, recipient))];
            return (recipient.UserId, Left: waiting.Contains(recipient.UserId) ? theirs : await MakeAsync(recipient, theirs));
        }));
        waiting.UnionWith(late.Where(static user => !user.Left.IsEmpty).Select(static user => user.UserId));
        var left = late.SelectMany(static user => user.Left).Select(static source => source.Content.EventPosition);
        var done = sources.Select(static source => source.Content.EventPosition).Except(left).ToList();
        if (done.Count > 0)
            await queue.RemoveAsync(done);
        return done.Count;
    }

    /// <returns>The events that this user has to wait for.</returns>
    private async Task<ImmutableArray<NotificationSource>> MakeAsync(Recipient recipient, ImmutableArray<NotificationSource> sources)
    {
        var made = 0;
        try
        {
            if (sources.IsEmpty)
                return [];
            var preferences = await calls.PreferencesAsync(recipient.UserId);
            for (; made < sources.Length; made++)
                await TryMakeAsync(recipient, preferences, sources[made].Content);
            return [];
        }
        catch (Exception problem)
        {
            LogWaits(problem, recipient.UserId, sources.Length - made);
            return sources[made..];
        }
    }

    /// <summary>What would be refused for ever must not hold up what comes after it.</summary>
    private async Task TryMakeAsync(Recipient recipient, NotificationPreferences preferences, NotificationContent content)
    {
        try
        {
            await MakeAsync(recipient, preferences, content);
        }
        catch (NotificationRefusedException refusal)
        {
            LogRefused(content.Type, content.EventId, recipient.UserId, refusal.Message);
        }
    }

    private async Task MakeAsync(Recipient recipient, NotificationPreferences preferences, NotificationContent content)
    {
        ImmutableArray<string> channels =
        [
            .. preferences.ChannelsOf(content.Type)
                .Where(channel => string.Equals(channel, NotificationChannels.InApp, StringComparison.Ordinal) || directory.Reaches(channel, recipient)),
        ];
        if (channels.IsEmpty || await SeenAsync(recipient, content) is not { } seen)
            return;
        var now = services.Now();
        ImmutableArray<PendingDelivery> pending =
        [
            .. NotificationChannels.Outgoing.Where(channel => channels.Contains(channel, StringComparer.Ordinal)).Select(channel => NotificationTimes.Next(preferences, channel, now)),
        ];
        await calls.CreateAsync(new NewNotification(NotificationCalls.ContextOf(content.ActorId), recipient.UserId, seen, channels, pending));
    }

    /// <summary>What somebody may be told: nothing of a deal that they do not see. A task is theirs, whatever deal it is about.</summary>
    private async Task<NotificationContent?> SeenAsync(Recipient recipient, NotificationContent content)
    {
        if (content.DealId is not { } dealId)
            return content;
        var deal = await calls.SeeAsync(dealId, recipient);
        if (content.TaskId is not null)
            return deal is null ? content with { DealId = null } : content;
        return deal is null ? null : content with { Title = content.Title.Length > 0 ? content.Title : deal.Title };
    }

    [LoggerMessage(3601, LogLevel.Warning, "{Count} notifications of {User} wait to be made")]
    private partial void LogWaits(Exception problem, Guid user, int count);

    [LoggerMessage(3603, LogLevel.Error, "Nobody can be told of {Type} {EventId}: for {User} it is refused: {Reason}")]
    private partial void LogRefused(string type, Guid eventId, Guid user, string reason);
}
