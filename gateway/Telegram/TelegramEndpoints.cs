using Crm.Actors.Contracts.ApiKeys;
using Crm.Actors.Gateway.ApiKeys;
using Crm.Actors.Gateway.OpenApi;
using Crm.Actors.Gateway.Telegram.Webhook;

namespace Crm.Actors.Gateway.Telegram;

/// <summary>The REST interface of links between users and Telegram chats.</summary>
internal static class TelegramEndpoints
{
    public static IServiceCollection AddTelegram(this IServiceCollection services)
    {
        foreach (var schema in TelegramSchemas.All) services.AddSingleton(schema);
        return services.AddSingleton<TelegramRequests>();
    }

    public static IEndpointRouteBuilder MapTelegram(this IEndpointRouteBuilder app)
    {
        var telegram = app.MapGroup("/api/auth/telegram").RequireAuthorization().WithTags("Telegram");
        telegram.MapPost("/code", IssueCode).NotForKeys().WithDoc(TelegramDocs.IssueCode);
        telegram.MapGet("", Get).NotForKeys().WithDoc(TelegramDocs.Get);
        telegram.MapDelete("", Unlink).NotForKeys().WithDoc(TelegramDocs.Unlink);
        telegram.MapPost("/confirm", Confirm).Needs(ApiKeyScopes.TelegramConfirm).WithDoc(TelegramDocs.Confirm);
        return app.MapTelegramWebhook();
    }

    private static Task<IResult> IssueCode(HttpContext http, TelegramRequests telegram) => telegram.IssueCode(http);

    private static Task<IResult> Get(HttpContext http, TelegramRequests telegram) => telegram.Get(http);

    private static Task<IResult> Unlink(HttpContext http, TelegramRequests telegram) => telegram.Unlink(http);

    private static Task<IResult> Confirm(HttpContext http, TelegramRequests telegram) => telegram.Confirm(http);
}
