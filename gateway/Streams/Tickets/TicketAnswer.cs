using System.Text.Json;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Streams.Tickets;

/// <summary>A ticket, which nothing on the way may keep.</summary>
internal sealed class TicketAnswer(StreamTicket ticket) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.CacheControl = "no-store";
        return JsonOutput.Send(httpContext.Response, JsonOutput.Render(ticket, Write));
    }

    private static void Write(Utf8JsonWriter json, StreamTicket ticket)
    {
        json.WriteStartObject();
        json.WriteString("ticket"u8, ticket.Text);
        json.WriteNumber("expiresIn"u8, (long)ticket.Lifetime.TotalSeconds);
        json.WriteEndObject();
    }
}
