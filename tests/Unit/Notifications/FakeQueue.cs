using System.Collections.Immutable;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Notifications;
using Crm.Actors.Grains.Notifications;
using Crm.Actors.UnitTests.Deals;

namespace Crm.Actors.UnitTests.Notifications;

/// <summary>What waits, in memory, and the one person whom it is for.</summary>
internal sealed class FakeQueue(FakeCluster cluster) : INotificationQueue, INotificationReads
{
    public List<NotificationSource> Sources { get; } = [];

    public Recipient? Person { get; set; } = new(Given.OtherUser, ["ROLE_USER"], [], HasTelegram: true);

    public Task<bool> HasWorkAsync(DateTimeOffset now) => throw new NotSupportedException();

    public Task<ImmutableArray<NotificationSource>> SourcesAsync(int max) =>
        Task.FromResult<ImmutableArray<NotificationSource>>([.. Sources.OrderBy(static source => source.Content.EventPosition).Take(max)]);

    public Task RemoveAsync(IReadOnlyCollection<long> positions)
    {
        Sources.RemoveAll(source => positions.Contains(source.Content.EventPosition));
        return Task.CompletedTask;
    }

    public Task<ImmutableArray<NotificationState>> DueAsync(DateTimeOffset now, int max) => Task.FromResult<ImmutableArray<NotificationState>>(
    [
        .. cluster.Notifications.Where(state => state.DueAt <= now)
            .OrderBy(static state => state.DueAt).ThenBy(static state => state.View.Content.EventPosition).Take(max),
    ]);

    public Task<CommandResult<NotificationPage>> ListAsync(ListNotifications query) => throw new NotSupportedException();

    public Task<ImmutableArray<(Guid Id, long Position)>> UnreadAsync(Guid userId, long before, int max) => throw new NotSupportedException();

    public Task<ImmutableArray<Recipient>> RecipientsAsync(IReadOnlyCollection<Guid> ids) => Task.FromResult<ImmutableArray<Recipient>>(Person is null ? [] : [Person]);
}
