using System.Text.Json;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Streams.Live;

/// <summary>Writes open streams in their wire shape.</summary>
internal static class LiveStreamJson
{
    public const string OfAll = "all";
    public const string OfOne = "gateway";

    private static readonly JsonEncodedText Since = JsonEncodedText.Encode("since");
    private static readonly JsonEncodedText HeartbeatAt = JsonEncodedText.Encode("heartbeatAt");

    public static void Write(Utf8JsonWriter json, LiveStreamPage page)
    {
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        foreach (var stream in page.Items) Write(json, stream);
        json.WriteEndArray();
        json.WriteString("nextCursor"u8, page.NextCursor);
        json.WriteString("scope"u8, page.IsWhole ? OfAll : OfOne);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, LiveStream stream)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, stream.Id);
        json.WriteString("gateway"u8, stream.Gateway);
        json.WriteString("userId"u8, stream.UserId);
        json.WriteString("kind"u8, stream.Kind);
        WriteId(json, "dealId"u8, stream.DealId);
        json.WriteString("types"u8, stream.Types);
        json.WriteString("stage"u8, stream.Stage);
        WriteId(json, "ownerId"u8, stream.OwnerId);
        json.WriteString("position"u8, stream.Position);
        json.WriteTime(Since, stream.Since);
        json.WriteTime(HeartbeatAt, stream.HeartbeatAt);
        json.WriteEndObject();
    }

    private static void WriteId(Utf8JsonWriter json, ReadOnlySpan<byte> name, Guid? id)
    {
        if (id is { } value) json.WriteString(name, value);
        else json.WriteNull(name);
    }
}
