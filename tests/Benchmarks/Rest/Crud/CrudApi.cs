using System.Security.Cryptography;
using System.Text.Json;
using Crm.Actors.Benchmarks.Edits.Crud;
using Crm.Actors.Benchmarks.Servers;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Benchmarks.Rest.Crud;

/// <summary>
/// The peer "CRUD endpoint": a minimal API straight on the database. It checks the same token with the same code as our gateway,
/// wants the same merge patch and answers the same deal.
/// </summary>
internal static class CrudApi
{
    public const string Part = "crud-api";

    public static async Task<int> RunAsync(string url, string connectionString)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(url).ConfigureKestrel(static server => server.AddServerHeader = false);
        builder.Services.AddSingleton(TimeProvider.System).AddBearerTokens(Tokens.Settings);
        builder.Services.AddSingleton(new CrudStore(
            CrudStore.Connect(connectionString, CrudEditor.PoolSize), TimeProvider.System, new UuidV7Source(TimeProvider.System)));
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/ping", static () => "pong").AllowAnonymous();
        app.MapPatch("/api/v1/deals/{id:guid}", PatchAsync);
        await app.RunAsync();
        return 0;
    }

    private static async Task<IResult> PatchAsync(Guid id, HttpContext http, CrudStore store)
    {
        if (http.Request.Headers["Idempotency-Key"] is not [{ Length: > 0 and <= 255 } key])
            return Results.Problem("An Idempotency-Key is needed.", statusCode: StatusCodes.Status400BadRequest);
        using var content = new MemoryStream();
        await http.Request.Body.CopyToAsync(content);
        var bytes = content.GetBuffer().AsMemory(0, (int)content.Length);
        if (Parse(bytes.Span) is not { } patch)
            return Results.Problem("The body is no merge patch of a deal.", statusCode: StatusCodes.Status422UnprocessableEntity);
        var hash = new Guid(SHA256.HashData(bytes.Span).AsSpan(0, 16), bigEndian: true);
        var deal = await store.PatchAsync(http.Caller().UserId, id, patch, key, hash);
        return deal is null ? Results.NotFound() : new CrudAnswer(deal);
    }

    private static CrudPatch? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, CrudJson.Default.CrudBody)?.ToPatch();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
