using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Feed;
using Crm.Actors.Contracts.Notifications;
using Crm.Actors.Grains.Notifications;
using Crm.Actors.IntegrationTests.EventStore;
using Shouldly;
using Xunit;

namespace Crm.Actors.IntegrationTests.Notifications;

public sealed class NotificationStoreTests(PostgresFixture postgres)
{
    private static readonly DateTimeOffset Due = new(2026, 3, 2, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Consume_AnEventTwiceAndLate_IsOneSource()
    {
        await using var stored = await StoredNotifications.CreateAsync(postgres.Server);
        var owner = StoredDeals.NewId();
        var deal = await stored.GivenDealAsync(owner);

        await stored.AnnounceAsync(deal, 1);
        (await stored.Queue.HasWorkAsync(Due)).ShouldBeFalse("Nobody is told of a deal of one's own.");
        await stored.AnnounceAsync(deal, 2);
        await stored.AnnounceAsync(deal, 2);
        await stored.FollowAsync();

        var source = (await stored.Queue.SourcesAsync(0, 10)).ShouldHaveSingleItem();
        (await stored.Queue.SourcesAsync(source.Content.EventPosition, 10)).ShouldBeEmpty();
        (source.Content.Type, source.Content.DealId, source.Content.ActorId, source.Audience.Single()).ShouldBe(("deal.owner.changed", deal, StoredDeals.User, owner));
        (await stored.Queue.HasWorkAsync(Due)).ShouldBeTrue();
        await stored.Queue.RemoveAsync([source.Content.EventPosition]);
        await stored.AnnounceAsync(deal, 2);
        await stored.FollowAsync();
        (await stored.Queue.SourcesAsync(0, 10)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("deal.updated", 0)]
    [InlineData("deal.won", 1)]
    public async Task Consume_AForgedEvent_IsALetterWhereItIsWanted(string type, int letters)
    {
        await using var stored = await StoredNotifications.CreateAsync(postgres.Server);
        var forged = new FeedEvent
        {
            Position = 1,
            Id = StoredDeals.NewId(),
            Type = type,
            Source = "/crm/deals",
            Subject = StoredDeals.NewId(),
            Sequence = 1,
            Time = Due,
            ActorId = StoredDeals.User,
            Data = "{}"u8.ToArray(),
        };

        await stored.DeliverAsync(forged);

        (await stored.Database.ScalarAsync<long>("SELECT count(*) FROM events.parked_events")).ShouldBe(letters);
        (await stored.Queue.SourcesAsync(0, 10)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Store_ANotification_IsListedReadAndDelivered()
    {
        await using var stored = await StoredNotifications.CreateAsync(postgres.Server);
        var user = StoredDeals.NewId();
        var id = await MakeAsync(stored, user, 11);
        await MakeAsync(stored, StoredDeals.NewId(), 12);
        var made = (await stored.LoadAsync(id)).ShouldNotBeNull();
        made.Pending.ShouldHaveSingleItem().ShouldBe(new PendingDelivery(NotificationChannels.Telegram, Due, InDigest: true));
        (made.View.Content.Details["to"], made.View.Content.Title, made.View.Version).ShouldBe(("größer", "Größer", 1));

        (await stored.Queue.DueAsync(Due.AddTicks(-10), [], 10)).ShouldBeEmpty();
        (await stored.Queue.DueAsync(Due, [], 10)).Select(static state => state.View.Content.EventPosition).ShouldBe([11L, 12L]);
        (await stored.Queue.DueAsync(Due, [user], 10)).Select(static state => state.View.Content.EventPosition).ShouldBe([12L]);
        await stored.ExecuteAsync(id, Delivery("unseen"), static (state, deliver, _) => NotificationRules.Deliver(state, deliver));
        (await stored.Queue.DueAsync(Due, [], 10)).Select(static state => state.View.Content.EventPosition).ShouldBe([12L]);

        (await ListAsync(stored, user)).Unread.ShouldBe(1);
        await stored.ExecuteAsync(id, new MarkNotificationRead(NotificationCalls.ContextOf(user), id), static (state, read, _) => NotificationRules.MarkRead(state, read));
        var page = await ListAsync(stored, user);
        (page.Unread, page.Items.ShouldHaveSingleItem().Version).ShouldBe((0, 3));
        page.Items[0].ReadAt.ShouldNotBeNull();
        (await ListAsync(stored, user, onlyUnread: true)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task List_ByPages_NewestFirstAndEachOnce()
    {
        await using var stored = await StoredNotifications.CreateAsync(postgres.Server);
        var user = StoredDeals.NewId();
        for (var position = 1; position <= 5; position++)
            await MakeAsync(stored, user, position);
        await MakeAsync(stored, user, 5);

        var seen = new List<long>();
        var page = await ListAsync(stored, user, limit: 2);
        for (; ; page = await ListAsync(stored, user, limit: 2, cursor: page.NextCursor))
        {
            seen.AddRange(page.Items.Select(static item => item.Content.EventPosition));
            if (page.NextCursor is null)
                break;
        }

        seen.ShouldBe([5L, 4L, 3L, 2L, 1L]);
        page.Unread.ShouldBe(5);
        (await stored.Reads.UnreadAsync(user, 4, 2)).Select(static one => one.Position).ShouldBe([3L, 2L]);
        (await stored.Reads.ListAsync(new ListNotifications(CallerOf(user), 0, null, OnlyUnread: false))).Rejection!.Errors[0].Pointer.ShouldBe("#/limit");
        (await stored.Reads.ListAsync(new ListNotifications(CallerOf(user), 1, "none", OnlyUnread: false))).Rejection!.Errors[0].Pointer.ShouldBe("#/cursor");
    }

    private static async Task<Guid> MakeAsync(StoredNotifications stored, Guid user, long position)
    {
        var eventId = new Guid((int)position, 1, 1, new byte[8]);
        var id = NotificationIds.Of(user, eventId);
        var content = new NotificationContent
        {
            Type = "deal.stage.changed",
            EventId = eventId,
            EventPosition = position,
            ActorId = StoredDeals.User,
            DealId = StoredDeals.NewId(),
            Title = "Größer",
            Details = NotificationContent.NoDetails.Add("to", "größer"),
        };
        var command = new NewNotification(
            NotificationCalls.ContextOf(StoredDeals.User),
            user,
            content,
            [NotificationChannels.InApp, NotificationChannels.Telegram],
            [new PendingDelivery(NotificationChannels.Telegram, Due, InDigest: true)]);
        (await stored.ExecuteAsync(id, command, (state, create, _) => NotificationRules.Create(id, state, create))).Rejection.ShouldBeNull();
        return id;
    }

    private static DeliverNotification Delivery(string reason) => new(NotificationCalls.ContextOf(StoredDeals.User), NotificationChannels.Telegram) { Dropped = reason };

    private static async Task<NotificationPage> ListAsync(StoredNotifications stored, Guid user, int limit = 10, string? cursor = null, bool onlyUnread = false) =>
        (await stored.Reads.ListAsync(new ListNotifications(CallerOf(user), limit, cursor, onlyUnread))).Value.ShouldNotBeNull();

    private static Caller CallerOf(Guid user) => NotificationCalls.ContextOf(user).Caller;
}
