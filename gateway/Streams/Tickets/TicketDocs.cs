using Crm.Actors.Gateway.Deals;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.OpenApi;
using Microsoft.OpenApi;
using static Crm.Actors.Gateway.OpenApi.SchemaDocs;

namespace Crm.Actors.Gateway.Streams.Tickets;

/// <summary>How tickets are described.</summary>
internal static class TicketDocs
{
    public const string Schema = "StreamTicket";

    public static readonly OperationDoc Issue = new("createStreamTicket", "Get a ticket for one event stream")
    {
        Description = "For browsers, whose EventSource cannot send a header. The ticket opens one of the event streams once, as the parameter ticket; the stream then is "
            + "the bearer's, and ends when the access token does that the ticket was got with. An EventSource that reconnects by itself sends the used ticket again and is "
            + "answered 401, which ends it: get a new ticket, and open the stream with it and the last id. An Idempotency-Key is taken, but nothing is kept under it.",
        Parameters = [HeaderDocs.IdempotencyKeyHeader],
        Body = new BodyDoc(DealSchemas.Empty, Required: false, MediaTypes.Json),
        Answers = [new AnswerDoc(200, "A ticket.", Schema)],
        Problems = [400, 413, 415],
    };

    public static OpenApiParameter Parameter => ParameterDocs.Query(
        TicketAuthentication.Parameter, "Instead of the header Authorization: a ticket that was not used yet.", Text("A ticket."));

    public static OpenApiSchema ToSchema() => Object(
        "A ticket for one event stream.",
        [
            (TicketAuthentication.Parameter, Text("Good once. Opaque.", 43, 43)),
            ("expiresIn", Integer("Seconds that the ticket is good, unless it is used before.", "1")),
        ]);
}
