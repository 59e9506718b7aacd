using System.Globalization;
using System.Text.Json;
using Crm.Actors.Chaos.Recording;

namespace Crm.Actors.Chaos.Readers;

/// <summary>Reads CloudEvents 1.0 JSON as another system would.</summary>
public static class CloudEventReader
{
    /// <summary>What is no such event becomes one that is in no log, so that the check tells it.</summary>
    public static WireMessage Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var e = json.RootElement;
            return new WireMessage(
                e.GetProperty("id").GetGuid(), e.GetProperty("subject").GetGuid(), Number(e, "sequence"), Number(e, "position"));
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            return default;
        }
    }

    private static long Number(JsonElement e, string name) => long.Parse(e.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);
}
