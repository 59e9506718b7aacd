using Crm.Actors.FakeTelegram.Chats;
using Crm.Actors.FakeTelegram.Methods;
using Crm.Actors.FakeTelegram.Sent;
using Crm.Actors.FakeTelegram.Updates;

namespace Crm.Actors.FakeTelegram.Control;

/// <summary>What the page and tests in other processes use: chats, faults, the ledger.</summary>
internal static class ControlApi
{
    public static void MapControl(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", Page);
        var fake = app.MapGroup("/fake");
        fake.MapGet("/ledger", Entries);
        fake.MapGet("/chats/{chatId:long}", Messages);
        fake.MapPost("/chats/{chatId:long}/text", Type);
        fake.MapPost("/chats/{chatId:long}/press", Press);
        fake.MapPost("/faults", SetFaults);
    }

    private static IResult Page() => Results.Content(ChatPage.Html, "text/html; charset=utf-8");

    private static IResult Entries(Ledger ledger) => Results.Json(ledger.All);

    private static IResult Messages(long chatId, ChatBook chats) => Results.Json(chats[chatId]);

    private static IResult Type(long chatId, TypedText typed, Person person) =>
        Results.Json(new { update_id = person.Type(chatId, typed.Text, typed.Language ?? "en") });

    private static IResult Press(long chatId, PressedButton pressed, Person person) =>
        Results.Json(new { update_id = person.PressData(chatId, pressed.MessageId, pressed.Data, pressed.Language ?? "en") });

    private static IResult SetFaults(FaultShares shares, Faults faults)
    {
        faults.RetryAfter = shares.RetryAfter ?? faults.RetryAfter;
        faults.Shares(new Dictionary<Fault, double>
        {
            [Fault.TooManyRequests] = shares.TooManyRequests,
            [Fault.ServerError] = shares.ServerError,
            [Fault.Silence] = shares.Silence,
            [Fault.DropAfterAccept] = shares.DropAfterAccept,
        });
        return Results.NoContent();
    }

    private sealed record TypedText(string Text, string? Language);

    private sealed record PressedButton(int MessageId, string Data, string? Language);

    private sealed record FaultShares(double TooManyRequests, double ServerError, double Silence, double DropAfterAccept, int? RetryAfter);
}
