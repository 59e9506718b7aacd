using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Notifications;
using Crm.Actors.Grains.Notifications;
using Crm.Actors.UnitTests.Deals;

namespace Crm.Actors.UnitTests.Notifications;

/// <summary>What waits, in memory, and the people whom it is for: one, as a rule.</summary>
internal sealed class FakeQueue(FakeCluster cluster) : INotificationQueue, INotificationReads
{
    public List<NotificationSource> Sources { get; } = [];

    public Recipient? Person { get; set; } = new(Given.OtherUser, ["ROLE_USER"], [], HasTelegram: true);

    public Recipient? Friend { get; set; }

    public Task<bool> HasWorkAsync(DateTimeOffset now) => throw new NotSupportedException();

    public Task<ImmutableArray<NotificationSource>> SourcesAsync(long after, int max) => Task.FromResult<ImmutableArray<NotificationSource>>(
        [.. Sources.Where(source => source.Content.EventPosition > after).OrderBy(static source => source.Content.EventPosition).Take(max)]);

    public Task RemoveAsync(IReadOnlyCollection<long> positions)
    {
        Sources.RemoveAll(source => positions.Contains(source.Content.EventPosition));
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<NotificationState>> DueAsync(DateTimeOffset now, IReadOnlyCollection<Guid> except, int max) => Task.FromResult<ImmutableArray<NotificationState>>(
    [
        .. cluster.Notifications.Where(state => state.DueAt <= now && !except.Contains(state.View.UserId))
            .OrderBy(static state => state.DueAt).ThenBy(static state => state.View.Content.EventPosition).Take(max),
    ]);

    public Task<CommandResult<NotificationPage>> ListAsync(ListNotifications query) => throw new NotSupportedException();

    public Task<ImmutableArray<(Guid Id, long Position)>> UnreadAsync(Guid userId, long before, int max) => throw new NotSupportedException();

    public Task<ImmutableArray<Recipient>> RecipientsAsync(IReadOnlyCollection<Guid> ids) =>
        Task.FromResult<ImmutableArray<Recipient>>([.. new[] { Person, Friend }.OfType<Recipient>()]);
}
