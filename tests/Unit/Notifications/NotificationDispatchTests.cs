using Crm.Actors.Contracts.Notifications;
using Crm.Actors.Contracts.Notifications.Events;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Notifications;
using Crm.Actors.UnitTests.Deals;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Notifications;

/// <summary>From events to what goes out, with the hours of a clock that stands until it is moved.</summary>
public sealed class NotificationDispatchTests
{
    private static readonly DateTimeOffset Evening = new(2026, 1, 10, 21, 30, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new(Evening);
    private readonly IGrainFactory _grains;
    private readonly FakeCluster _cluster;
    private readonly FakeQueue _queue;
    private NotificationMaker _maker = null!;
    private NotificationSender _sender = null!;

    public NotificationDispatchTests()
    {
        (_grains, _cluster) = FakeCluster.New();
        _queue = new FakeQueue(_cluster);
        Install(GivenNotifications.Channels);
    }

    private IEnumerable<NotificationToTelegram> Sent => _cluster.Happened.OfType<NotificationToTelegram>();

    [Fact]
    public async Task Run_AnEventTwice_IsOneNotificationAndOneMessage()
    {
        await HappenAsync(1);
        await HappenAsync(1);
        await SendAsync();
        await SendAsync();

        _cluster.Happened.Select(static e => e.GetType()).ShouldBe([typeof(NotificationCreated), typeof(NotificationToTelegram)]);
        Sent.Single().Message.Content.Title.ShouldBe("Roof for Smith");
        _queue.Sources.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_DealThatIsNotSeen_IsNotTold()
    {
        _cluster.Deal = null;

        await HappenAsync(1);

        _cluster.Happened.ShouldBeEmpty();
        _queue.Sources.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_TaskOfADealThatIsNotSeen_IsToldWithoutTheDeal()
    {
        _cluster.Deal = null;
        _queue.Sources.Add(new(Content(1) with { Type = "task.created", TaskId = GivenNotifications.Id, Title = "Call" }, [Given.OtherUser], WithTeams: false));

        await _maker.RunAsync(10);

        _cluster.Happened.ShouldHaveSingleItem().ShouldBeOfType<NotificationCreated>().Content.DealId.ShouldBeNull();
    }

    [Fact]
    public async Task Run_DeadlineThatNobodyCaused_IsToldToTheOwner()
    {
        var data = GivenNotifications.Sample("deal.sla.warned").Replace($"\"ownerId\":\"{Given.User}\"", $"\"ownerId\":\"{Given.OtherUser}\"", StringComparison.Ordinal);
        _queue.Sources.AddRange(new NotificationConsumer().Decide(GivenNotifications.Logged("deal.sla.warned", Guid.Empty, data)));

        await _maker.RunAsync(10);
        await SendAsync();

        _cluster.Happened.Select(static e => e.GetType()).ShouldBe([typeof(NotificationCreated), typeof(NotificationToTelegram)]);
        Sent.Single().Message.Text.En.ShouldBe("Roof for Smith has to leave stage proposal by 2026-03-30 15:00:00Z");
    }

    [Fact]
    public async Task Run_DeadlineThatIsNotWanted_IsNotTold()
    {
        _cluster.Preferences = NotificationPreferences.Default with { Types = [new("deal.sla.warned", [])] };
        _queue.Sources.Add(new(Content(1) with { Type = "deal.sla.warned" }, [Given.OtherUser], WithTeams: false));

        await _maker.RunAsync(10);

        _cluster.Happened.ShouldBeEmpty();
        _queue.Sources.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_MailWhereNobodySendsIt_StaysInTheList()
    {
        _cluster.Preferences = NotificationPreferences.Default with { Types = [new("deal.stage.changed", [NotificationChannels.InApp, NotificationChannels.Email])] };

        await HappenAsync(1);
        await SendAsync();

        var created = _cluster.Happened.ShouldHaveSingleItem().ShouldBeOfType<NotificationCreated>();
        created.Channels.AsEnumerable().ShouldBe([NotificationChannels.InApp]);
        created.Pending.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_MailWhereSomebodySendsIt_GoesOutUntilNobodyDoes()
    {
        _cluster.Preferences = NotificationPreferences.Default with { Types = [new("deal.stage.changed", [NotificationChannels.Email])] };
        Install(GivenNotifications.ChannelsWithMail);
        await HappenAsync(1);
        await SendAsync();
        await HappenAsync(2);
        Install(GivenNotifications.Channels);
        await SendAsync();

        _cluster.Happened.Select(static e => e.GetType())
            .ShouldBe([typeof(NotificationQueued), typeof(NotificationToEmail), typeof(NotificationQueued), typeof(NotificationDropped)]);
        _cluster.Happened.OfType<NotificationDropped>().Single().Reason.ShouldBe("unlinked");
    }

    [Fact]
    public async Task Run_InQuietHours_IsHeldBackAndGoesOutInItsOrder()
    {
        _cluster.Preferences = NotificationPreferences.Default with { TimeZone = "Europe/Berlin", QuietFrom = new(22, 0), QuietTo = new(7, 0) };
        foreach (var position in new[] { 3, 1, 2 })
            await HappenAsync(position);
        await SendAsync();
        _cluster.Happened.Count.ShouldBe(3, "The list has them at once.");
        Sent.ShouldBeEmpty();

        _clock.SetUtcNow(Evening.AddHours(8.5));
        await HappenAsync(4);
        await SendAsync();

        Sent.Select(static e => e.Message.Content.EventPosition).ShouldBe([1L, 2L, 3L, 4L]);
    }

    [Fact]
    public async Task Run_HeldBackAndNotSeenAnyMore_IsDropped()
    {
        _cluster.Preferences = NotificationPreferences.Default with { QuietFrom = new(21, 0), QuietTo = new(7, 0) };
        await HappenAsync(1);
        _cluster.Deal = null;
        _clock.SetUtcNow(Evening.AddHours(12));
        await SendAsync();

        Sent.ShouldBeEmpty();
        _cluster.Happened.OfType<NotificationDropped>().ShouldHaveSingleItem().Reason.ShouldBe("unseen");
        _cluster.Notifications.Single().Pending.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_ChatUnlinkedOrUserDisabled_IsDropped()
    {
        _cluster.Preferences = NotificationPreferences.Default with { QuietFrom = new(21, 0), QuietTo = new(7, 0) };
        await HappenAsync(1);
        var person = _queue.Person!;
        _clock.SetUtcNow(Evening.AddHours(12));
        _queue.Person = person with { HasTelegram = false };
        await SendAsync();
        _queue.Person = person;
        _cluster.Preferences = NotificationPreferences.Default;
        await HappenAsync(2);
        _queue.Person = null;
        await SendAsync();

        _cluster.Happened.OfType<NotificationDropped>().Select(static e => e.Reason).ShouldBe(["unlinked", "disabled"]);
    }

    [Fact]
    public async Task Run_Digest_IsOneMessageADay()
    {
        await DigestAsync(int.MaxValue);

        var digest = Sent.ShouldHaveSingleItem();
        digest.Message.Items.Length.ShouldBe(5);
        digest.Message.Text.En.ShouldStartWith("Notifications of the day: 5\nRoof for Smith: from stage new to proposal\n");
        _cluster.Happened.OfType<NotificationDigested>().Count().ShouldBe(5);
        _cluster.Notifications.ShouldAllBe(static state => state.Pending.IsEmpty);
    }

    /// <summary>The message is there once, whatever was left to be marked.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public async Task Run_DigestThatBreaksOff_IsStillOneMessage(int lives)
    {
        await DigestAsync(lives);
        _cluster.Lives = int.MaxValue;
        await SendAsync();

        Sent.ShouldHaveSingleItem().Message.Items.Length.ShouldBe(5);
        _cluster.Notifications.ShouldAllBe(static state => state.Pending.IsEmpty);
    }

    [Fact]
    public async Task Run_NoAnswer_KeepsTheEventAndWhatIsBehindIt()
    {
        _cluster.Lives = 1;
        foreach (var position in new[] { 1, 2, 3 })
            _queue.Sources.Add(Source(position));
        (await _maker.RunAsync(10)).ShouldBe(1);
        _queue.Sources.Select(static source => source.Content.EventPosition).ShouldBe([2L, 3L]);

        _cluster.Lives = int.MaxValue;
        (await _maker.RunAsync(10)).ShouldBe(2);
        _cluster.Happened.OfType<NotificationCreated>().Select(static e => e.Content.EventPosition).ShouldBe([1L, 2L, 3L]);
    }

    /// <summary>However much waits for somebody for whom the deal cannot be read.</summary>
    [Fact]
    public async Task Run_OneWhoCannotBeTold_KeepsNobodyElseWaiting()
    {
        _queue.Friend = new(Given.User, ["ROLE_USER"], [], HasTelegram: true);
        _cluster.Stuck = Given.OtherUser;
        foreach (var position in Enumerable.Range(1, 5))
            _queue.Sources.Add(Source(position));
        _queue.Sources.Add(Source(6) with { Audience = [Given.User] });
        (await _maker.RunAsync(2)).ShouldBe(1);
        _cluster.Happened.ShouldHaveSingleItem().UserId.ShouldBe(Given.User);

        _cluster.Stuck = null;
        for (var i = 0; i < 3; i++)
            await _maker.RunAsync(2);
        _queue.Sources.ShouldBeEmpty();
        _cluster.Stuck = Given.OtherUser;
        (await _sender.RunAsync(2)).ShouldBe(1);
        Sent.ShouldHaveSingleItem().UserId.ShouldBe(Given.User);
    }

    [Fact]
    public async Task Run_DigestThatCannotBeSent_IsNothingDone()
    {
        await DigestAsync(0);

        (await SendAsync()).ShouldBe(0, "Whoever hears of progress asks again at once.");
    }

    private void Install(ChannelDirectory channels)
    {
        var calls = new NotificationCalls(_grains);
        _maker = new(_queue, _queue, calls, channels, new KernelServices(_clock, new UuidV7Source(_clock), new KernelOptions()), NullLogger<NotificationMaker>.Instance);
        _sender = new(_queue, _queue, calls, channels, _clock, NullLogger<NotificationSender>.Instance);
    }

    private async Task DigestAsync(int lives)
    {
        _cluster.Preferences = NotificationPreferences.Default with { DigestAt = new(9, 0), DigestChannels = [NotificationChannels.Telegram] };
        foreach (var position in Enumerable.Range(1, 5))
            await HappenAsync(position);
        await SendAsync();
        Sent.ShouldBeEmpty();
        _clock.SetUtcNow(Evening.AddHours(12));
        _cluster.Lives = lives;
        await SendAsync();
    }

    private async Task HappenAsync(int position)
    {
        _queue.Sources.Add(Source(position));
        await _maker.RunAsync(10);
    }

    private Task<int> SendAsync() => _sender.RunAsync(100);

    private static NotificationSource Source(int position) => new(Content(position) with { Title = "" }, [Given.OtherUser], WithTeams: false);

    private static NotificationContent Content(int position) =>
        GivenNotifications.Content with { EventPosition = position, EventId = new Guid(position, 0, 0, new byte[8]) };
}
