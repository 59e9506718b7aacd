using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Actors.FakeTelegram.Methods;

/// <summary>The address of the Bot API: <c>/bot{token}/{method}</c>, with a JSON object as its body or none.</summary>
internal static class BotApi
{
    public static void MapBotApi(this IEndpointRouteBuilder app) => app.MapMethods("/bot{token}/{method}", ["GET", "POST"], Answer);

    private static async Task<IResult> Answer(HttpContext http, string token, string method, FakeTelegramOptions options, BotMethods methods)
    {
        if (token != options.Token)
            return Failed(StatusCodes.Status401Unauthorized, "Unauthorized");
        try
        {
            using var body = await ReadAsync(http.Request);
            return await methods.CallAsync(http, method, body.RootElement.Clone());
        }
        catch (JsonException)
        {
            return Failed(StatusCodes.Status400BadRequest, "Bad Request: can't parse JSON object");
        }
    }

    /// <summary>A refusal in the shape of the Bot API.</summary>
    public static JsonHttpResult<object> Failed(int status, string description, int? retryAfter = null) => TypedResults.Json(
        retryAfter is { } seconds
            ? (object)new { ok = false, error_code = status, description, parameters = new { retry_after = seconds } }
            : new { ok = false, error_code = status, description },
        statusCode: status);

    /// <summary>A success in the shape of the Bot API.</summary>
    public static JsonHttpResult<object> Succeeded(object result) => TypedResults.Json((object)new { ok = true, result });

    private static async Task<JsonDocument> ReadAsync(HttpRequest request)
    {
        using var content = new MemoryStream();
        await request.Body.CopyToAsync(content);
        return content.Length == 0 ? JsonDocument.Parse("{}") : JsonDocument.Parse(content.ToArray());
    }
}
