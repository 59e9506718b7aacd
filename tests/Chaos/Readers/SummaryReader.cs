using System.Globalization;
using System.Net;
using System.Text.Json;
using Crm.Actors.Chaos.Recording;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.TestKit.Running;

namespace Crm.Actors.Chaos.Readers;

/// <summary>Reads the summary of the default pipeline.</summary>
public static class SummaryReader
{
    private static readonly string Path = $"/api/v1/pipelines/{DefaultPipeline.Id}/summary";

    /// <summary>The figures now; null when there is no answer.</summary>
    public static async Task<SummaryReading?> ReadAsync(CrmClient client)
    {
        try
        {
            var answer = await client.GetAsync(Path);
            return answer.Status == HttpStatusCode.OK ? Parse(answer.Json) : null;
        }
        catch (Exception lost) when (lost is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }

    private static SummaryReading Parse(JsonElement json) => new(
        Number(json.GetProperty("position")),
        Number(json.GetProperty("newest")),
        [.. json.GetProperty("totals").EnumerateArray().Select(static total => new SummaryReading.Total(
            total.GetProperty("stage").GetString()!,
            total.GetProperty("status").GetString()!,
            total.GetProperty("currency").GetString(),
            total.GetProperty("count").GetInt64(),
            Amount(total.GetProperty("amount"))))]);

    private static long Number(JsonElement text) => long.Parse(text.GetString()!, CultureInfo.InvariantCulture);

    private static decimal? Amount(JsonElement amount) => amount.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => decimal.Parse(amount.GetString()!, CultureInfo.InvariantCulture),
        _ => amount.GetDecimal(),
    };
}
