using System.Collections.Immutable;
using System.Text.Json;
using Crm.Actors.Contracts.Notifications;

namespace Crm.Actors.Grains.Notifications;

/// <summary>The deliveries that a notification waits for as a JSON array, the same in events and rows.</summary>
internal static class PendingDeliveriesJson
{
    public static void Write(Utf8JsonWriter writer, ImmutableArray<PendingDelivery> pending)
    {
        writer.WriteStartArray();
        foreach (var delivery in pending)
        {
            writer.WriteStartObject();
            writer.WriteString("channel", delivery.Channel);
            writer.WriteString("due", delivery.Due.UtcDateTime);
            writer.WriteBoolean("inDigest", delivery.InDigest);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public static ImmutableArray<PendingDelivery> Read(JsonElement pending) =>
    [
        .. pending.EnumerateArray().Select(static delivery => new PendingDelivery(
            delivery.GetProperty("channel").GetString()!,
            delivery.GetProperty("due").GetDateTimeOffset(),
            delivery.GetProperty("inDigest").GetBoolean())),
    ];
}
