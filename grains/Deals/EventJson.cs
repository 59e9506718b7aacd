using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Crm.Actors.Contracts;

namespace Crm.Actors.Grains.Deals;

/// <summary>
/// Members of an event's JSON in whatever order they come, in one pass and without a document: consumers read every event, and a proof of the
/// whole log reads all that there ever were. Each value is the one behind the name that the reader is at.
/// </summary>
internal static class EventJson
{
    /// <summary>Goes into the object that comes next.</summary>
    /// <exception cref="JsonException">It is no object.</exception>
    public static void Begin(this ref Utf8JsonReader json)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            throw new JsonException("An object is expected.");
    }

    /// <summary>Goes to the name of the object's next member; false at the object's end.</summary>
    public static bool Next(this ref Utf8JsonReader json) => json.Read() && json.TokenType == JsonTokenType.PropertyName;

    public static Guid Id(this ref Utf8JsonReader json)
    {
        json.Read();
        return json.GetGuid();
    }

    public static Guid? OptionalId(this ref Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType == JsonTokenType.Null ? null : json.GetGuid();
    }

    public static ImmutableArray<Guid> Ids(this ref Utf8JsonReader json)
    {
        if (!json.Read() || json.TokenType != JsonTokenType.StartArray)
            throw new JsonException("An array is expected.");
        var ids = ImmutableArray.CreateBuilder<Guid>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            ids.Add(json.GetGuid());
        return ids.DrainToImmutable();
    }

    public static string Text(this ref Utf8JsonReader json) => json.OptionalText() ?? throw new JsonException("A text is expected.");

    public static string? OptionalText(this ref Utf8JsonReader json)
    {
        json.Read();
        return json.GetString();
    }

    public static bool Flag(this ref Utf8JsonReader json)
    {
        json.Read();
        return json.GetBoolean();
    }

    /// <summary>A decimal string.</summary>
    public static decimal Amount(this ref Utf8JsonReader json) => json.OptionalAmount() ?? throw new JsonException("An amount is expected.");

    public static decimal? OptionalAmount(this ref Utf8JsonReader json)
    {
        json.Read();
        return json.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.String => decimal.Parse(json.ValueSpan, CultureInfo.InvariantCulture),
            _ => throw new JsonException("An amount is a text."),
        };
    }

    /// <summary>As yyyy-MM-dd.</summary>
    public static DateOnly Date(this ref Utf8JsonReader json)
    {
        json.Read();
        // A time behind the date would be taken too.
        return json.ValueSpan.Length == "yyyy-MM-dd".Length
            ? DateOnly.FromDateTime(json.GetDateTime())
            : throw new JsonException("A date is expected.");
    }

    /// <exception cref="JsonException">There was no such member.</exception>
    public static T Required<T>(this Optional<T> member, string name) => member.IsSet ? member.Value : throw new JsonException($"There is no '{name}'.");
}
