using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Actors.Benchmarks.Edits.Crud;

namespace Crm.Actors.Benchmarks.Rest.Crud;

/// <summary>The body of a PATCH.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record CrudBody
{
    public string? Title { get; init; }

    public decimal? Amount { get; init; }

    public Dictionary<string, JsonElement>? CustomFields { get; init; }

    /// <summary>Null when a field is out of its bounds.</summary>
    public CrudPatch? ToPatch()
    {
        if (Title is { Length: 0 or > 200 } || Amount is < 0 or >= 1_000_000_000_000_000m || CustomFields is { Count: not 1 })
            return null;
        var field = CustomFields?.First();
        return new CrudPatch(Title, Amount, field?.Key, field?.Value.GetRawText());
    }
}

[JsonSerializable(typeof(CrudBody))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowReadingFromString)]
internal sealed partial class CrudJson : JsonSerializerContext;
