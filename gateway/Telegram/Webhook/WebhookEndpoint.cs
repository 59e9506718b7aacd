using Crm.Actors.Contracts.Telegram;
using Crm.Actors.Gateway.Cluster;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.Limiting;
using Crm.Actors.Gateway.Problems;

namespace Crm.Actors.Gateway.Telegram.Webhook;

/// <summary>
/// Where Telegram posts updates. 200 says that the update is in its queue, not that it was worked on; at any other answer Telegram posts it again. An
/// update that is nothing to the bot is 200, too; only what is none at all is refused.
/// </summary>
internal static class WebhookEndpoint
{
    public const string Path = "/telegram/webhook";

    /// <summary>Largest body, in bytes.</summary>
    public const int LongestBody = 64 * 1024;

    private static readonly Problem NoWebhook = new(ProblemKind.NotFound, "There is no bot here.");
    private static readonly Problem WrongSecret = new(ProblemKind.Forbidden, "The secret is missing or wrong.");
    private static readonly Problem NoUpdate = new(ProblemKind.Malformed, "That is no update of Telegram's Bot API.");
    private static readonly Problem TooLong = new(ProblemKind.TooLarge, $"A body has at most {LongestBody} bytes.");

    public static IEndpointRouteBuilder MapTelegramWebhook(this IEndpointRouteBuilder app)
    {
        // No limit per address: all updates come from a few of Telegram's, and whoever else calls has no secret.
        app.MapPost(Path, Take).AllowAnonymous().ExcludeFromDescription().WithMetadata(new BodyLimit(LongestBody)).WithMetadata(LimitRule.None);
        return app;
    }

    private static async Task<IResult> Take(HttpContext http, WebhookSecret secret, IGrainFactory grains, ISiloLink silo)
    {
        if (!secret.IsThere) return NoWebhook;
        if (!secret.IsShownBy(http.Request)) return WrongSecret;
        if (await RequestBody.Read(http.Request) is not { } body) return TooLong;
        TelegramUpdate? update;
        using (body)
        {
            if (!UpdateReader.TryRead(body.Span, out update)) return NoUpdate;
        }

        if (update is null) return Results.Ok();
        var result = await silo.Ask((grains, update), static call => call.grains.GetGrain<ITelegramUpdatesGrain>(0).Take(call.update));
        return result.Rejection is { } rejection ? rejection.ToProblem() : Results.Ok();
    }
}
