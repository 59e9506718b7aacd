using System.Text.Json.Nodes;

namespace Crm.Actors.Benchmarks.Edits.Crud;

/// <summary>A merge patch of the fields that the benches edit; null leaves a field as it is.</summary>
internal sealed record CrudPatch(string? Title, decimal? Amount, string? CustomFieldName, string? CustomFieldJson)
{
    public CrudDeal Apply(CrudDeal deal, DateTimeOffset now) => deal with
    {
        Version = deal.Version + 1,
        Title = Title ?? deal.Title,
        Amount = Amount ?? deal.Amount,
        CustomFields = CustomFieldName is null ? deal.CustomFields : WithCustomField(deal.CustomFields),
        UpdatedAt = now,
    };

    private string WithCustomField(string json)
    {
        var fields = JsonNode.Parse(json)!.AsObject();
        fields[CustomFieldName!] = JsonNode.Parse(CustomFieldJson!);
        return fields.ToJsonString();
    }
}
