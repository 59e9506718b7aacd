using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Actors.Contracts.Notifications;
using Crm.Actors.Contracts.Notifications.Events;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Notifications;
using Crm.Actors.UnitTests.Deals;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Notifications;

public sealed class NotificationEventCodecTests
{
    private static readonly Dictionary<string, NotificationEvent> Expected = new(StringComparer.Ordinal)
    {
        ["notification.created"] = NotificationRules.Create(GivenNotifications.Id, null, GivenNotifications.New).Events[0],
        ["notification.queued"] = new NotificationQueued(
            GivenNotifications.Id, Given.OtherUser, GivenNotifications.Content, [NotificationChannels.Telegram], [GivenNotifications.AtSix]),
        ["notification.read"] = new NotificationRead(GivenNotifications.Id, Given.OtherUser),
        ["notification.telegram"] = new NotificationToTelegram(GivenNotifications.Id, Given.OtherUser, GivenNotifications.Message),
        ["notification.email"] = new NotificationToEmail(
            GivenNotifications.DigestId, Given.OtherUser, NotificationTexts.Digest(GivenNotifications.DigestId, Given.OtherUser, [GivenNotifications.Notification.View], "en")),
        ["notification.digested"] = new NotificationDigested(Given.OtherUser, NotificationChannels.Email, GivenNotifications.DigestId),
        ["notification.dropped"] = new NotificationDropped(Given.OtherUser, NotificationChannels.Telegram, "unseen"),
    };

    public static TheoryData<string> Events => [.. Expected.Keys];

    [Theory, MemberData(nameof(Events))]
    public void Read_StoredSample_IsTheEventAndWrittenTheSame(string name)
    {
        var codec = new NotificationEventCodec();

        var read = codec.Read(name, 1, Encoding.UTF8.GetBytes(GivenNotifications.Sample(name)));

        codec.TypeOf(read).ShouldBe((name, (short)1));
        Written(codec, read).ShouldBe(Written(codec, Expected[name]));
        JsonNode.DeepEquals(JsonNode.Parse(Written(codec, read)), JsonNode.Parse(GivenNotifications.Sample(name))).ShouldBeTrue();
    }

    [Fact]
    public void Read_StoredPreferences_AreWrittenTheSame()
    {
        const string Name = "notification.preferences.set";
        var codec = new NotificationPreferencesEventCodec();

        var read = codec.Read(Name, 1, Encoding.UTF8.GetBytes(GivenNotifications.Sample(Name)));

        codec.TypeOf(read).ShouldBe((Name, (short)1));
        read.UserId.ShouldBe(Given.OtherUser);
        JsonNode.DeepEquals(JsonNode.Parse(Written(codec, read)), JsonNode.Parse(GivenNotifications.Sample(Name))).ShouldBeTrue();
    }

    [Fact]
    public void Read_PreferencesFromBeforeThereWasAType_HaveItAsByDefault()
    {
        const string Name = "notification.preferences.set";
        var stored = GivenNotifications.Sample(Name).Replace("""{"type":"deal.sla.warned","channels":["inapp","telegram"]},""", "", StringComparison.Ordinal);
        stored.ShouldNotContain("deal.sla.warned");

        var read = new NotificationPreferencesEventCodec().Read(Name, 1, Encoding.UTF8.GetBytes(stored)).ShouldBeOfType<NotificationPreferencesSet>();

        read.Preferences.ChannelsOf("deal.sla.warned").AsEnumerable().ShouldBe([NotificationChannels.InApp, NotificationChannels.Telegram]);
        read.Preferences.ChannelsOf("deal.won").AsEnumerable().ShouldBe([NotificationChannels.InApp]);
    }

    private static string Written<T>(IEventCodec<T> codec, T happened)
        where T : class
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            codec.Write(happened, json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
