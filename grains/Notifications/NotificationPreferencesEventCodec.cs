using System.Text.Json;
using Crm.Actors.Contracts.Notifications.Events;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Notifications;

/// <summary>The events of preferences as JSON.</summary>
public sealed class NotificationPreferencesEventCodec : IEventCodec<NotificationPreferencesEvent>
{
    private const string WasSet = "notification.preferences.set";

    /// <inheritdoc/>
    public (string Name, short SchemaVersion) TypeOf(NotificationPreferencesEvent happened) => happened switch
    {
        NotificationPreferencesSet => (WasSet, 1),
        _ => throw new InvalidOperationException($"No event of preferences is a {happened.GetType().Name}."),
    };

    /// <inheritdoc/>
    public void Write(NotificationPreferencesEvent happened, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("userId", happened.UserId);
        writer.WritePropertyName("preferences");
        NotificationPreferencesJson.Write(writer, ((NotificationPreferencesSet)happened).Preferences);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public NotificationPreferencesEvent Read(string name, short schemaVersion, ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var data = document.RootElement;
        return (name, schemaVersion) switch
        {
            (WasSet, 1) => new NotificationPreferencesSet(data.GetProperty("userId").GetGuid(), NotificationPreferencesJson.Read(data.GetProperty("preferences"))),
            _ => throw new InvalidOperationException($"No event of preferences is called '{name}' with schema version {schemaVersion}."),
        };
    }
}
