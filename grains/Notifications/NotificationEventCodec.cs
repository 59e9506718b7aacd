using System.Collections.Immutable;
using System.Text.Json;
using Crm.Actors.Contracts.Notifications;
using Crm.Actors.Contracts.Notifications.Events;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Notifications;

/// <summary>The events of notifications as JSON.</summary>
public sealed class NotificationEventCodec : IEventCodec<NotificationEvent>
{
    private const string Created = "notification.created";
    private const string Queued = "notification.queued";
    private const string ReadType = "notification.read";
    private const string Telegram = "notification.telegram";
    private const string Email = "notification.email";
    private const string Digested = "notification.digested";
    private const string Dropped = "notification.dropped";

    /// <inheritdoc/>
    public (string Name, short SchemaVersion) TypeOf(NotificationEvent happened) => happened switch
    {
        NotificationCreated => (Created, 1),
        NotificationQueued => (Queued, 1),
        NotificationRead => (ReadType, 1),
        NotificationToTelegram => (Telegram, 1),
        NotificationToEmail => (Email, 1),
        NotificationDigested => (Digested, 1),
        NotificationDropped => (Dropped, 1),
        _ => throw new InvalidOperationException($"No event of a notification is a {happened.GetType().Name}."),
    };

    /// <inheritdoc/>
    public void Write(NotificationEvent happened, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        switch (happened)
        {
            case NotificationMade { Id: var id }:
                writer.WriteString("id", id);
                break;
            case NotificationRead { Id: var id }:
                writer.WriteString("id", id);
                break;
            case NotificationSent { Id: var id }:
                writer.WriteString("notificationId", id);
                break;
        }

        writer.WriteString("userId", happened.UserId);
        switch (happened)
        {
            case NotificationMade made:
                NotificationContentJson.Write(writer, made.Content);
                writer.WriteStartArray("channels");
                foreach (var channel in made.Channels)
                    writer.WriteStringValue(channel);
                writer.WriteEndArray();
                writer.WritePropertyName("pending");
                PendingDeliveriesJson.Write(writer, made.Pending);
                break;
            case NotificationSent sent:
                NotificationMessageJson.Write(writer, sent.Message);
                break;
            case NotificationDigested digested:
                writer.WriteString("channel", digested.Channel);
                writer.WriteString("digestId", digested.DigestId);
                break;
            case NotificationDropped dropped:
                writer.WriteString("channel", dropped.Channel);
                writer.WriteString("reason", dropped.Reason);
                break;
        }

        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public NotificationEvent Read(string name, short schemaVersion, ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var data = document.RootElement;
        var user = data.GetProperty("userId").GetGuid();
        return (name, schemaVersion) switch
        {
            (Created, 1) => new NotificationCreated(IdOf(data), user, NotificationContentJson.Read(data), Channels(data), Pending(data)),
            (Queued, 1) => new NotificationQueued(IdOf(data), user, NotificationContentJson.Read(data), Channels(data), Pending(data)),
            (ReadType, 1) => new NotificationRead(IdOf(data), user),
            (Telegram, 1) => new NotificationToTelegram(SentOf(data), user, NotificationMessageJson.Read(data)),
            (Email, 1) => new NotificationToEmail(SentOf(data), user, NotificationMessageJson.Read(data)),
            (Digested, 1) => new NotificationDigested(user, data.GetProperty("channel").GetString()!, data.GetProperty("digestId").GetGuid()),
            (Dropped, 1) => new NotificationDropped(user, data.GetProperty("channel").GetString()!, data.GetProperty("reason").GetString()!),
            _ => throw new InvalidOperationException($"No event of a notification is called '{name}' with schema version {schemaVersion}."),
        };
    }

    private static Guid IdOf(JsonElement data) => data.GetProperty("id").GetGuid();

    private static Guid SentOf(JsonElement data) => data.GetProperty("notificationId").GetGuid();

    private static ImmutableArray<string> Channels(JsonElement data) => [.. data.GetProperty("channels").EnumerateArray().Select(static channel => channel.GetString()!)];

    private static ImmutableArray<PendingDelivery> Pending(JsonElement data) => PendingDeliveriesJson.Read(data.GetProperty("pending"));
}
