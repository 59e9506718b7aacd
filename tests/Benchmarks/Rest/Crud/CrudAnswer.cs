using System.Globalization;
using System.Text.Json;
using Crm.Actors.Benchmarks.Edits.Crud;

namespace Crm.Actors.Benchmarks.Rest.Crud;

/// <summary>A deal in our wire shape, with its ETag.</summary>
internal sealed class CrudAnswer(CrudDeal deal) : IResult
{
    public async Task ExecuteAsync(HttpContext http)
    {
        http.Response.ContentType = "application/json";
        http.Response.Headers.ETag = $"\"{deal.Version}\"";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        Write(json);
        await json.FlushAsync();
    }

    private void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id", deal.Id);
        json.WriteNumber("version", deal.Version);
        json.WriteString("title", deal.Title);
        json.WriteString("client", deal.Client);
        json.WriteString("amount", deal.Amount?.ToString("0.00", CultureInfo.InvariantCulture));
        json.WriteString("currency", deal.Currency);
        json.WriteString("pipelineId", deal.PipelineId);
        json.WriteString("stage", deal.Stage);
        json.WriteString("ownerId", deal.OwnerId);
        json.WriteString("teamId", deal.TeamId?.ToString());
        json.WriteString("status", deal.Status);
        json.WriteBoolean("archived", deal.Archived);
        json.WriteString("expectedCloseDate", deal.ExpectedCloseDate?.ToString("O", CultureInfo.InvariantCulture));
        json.WriteStartArray("tags");
        foreach (var tag in deal.Tags)
            json.WriteStringValue(tag);
        json.WriteEndArray();
        json.WritePropertyName("customFields");
        json.WriteRawValue(deal.CustomFields, skipInputValidation: true);
        json.WriteString("createdAt", deal.CreatedAt);
        json.WriteString("updatedAt", deal.UpdatedAt);
        json.WriteEndObject();
    }
}
