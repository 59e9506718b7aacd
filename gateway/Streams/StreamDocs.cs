using Crm.Actors.Gateway.Deals;
using Crm.Actors.Gateway.OpenApi;
using Crm.Actors.Gateway.Streams.Tickets;
using Microsoft.OpenApi;
using static Crm.Actors.Gateway.OpenApi.ParameterDocs;

namespace Crm.Actors.Gateway.Streams;

/// <summary>How the event streams are described.</summary>
internal static class StreamDocs
{
    public const string Schema = "EventStream";

    private const string Resuming =
        "Server-sent events: id is the place in the log, event the type, data a CloudEvent 1.0 as JSON. A stream starts now, or after the id that is given. "
        + "An event 'gap' says that the stream could not go on from there. Messages without data carry only the newest id. The stream ends with the access token.";

    private const string Sight =
        " Of each event, the caller sees it who may see the deal after it. An event that takes a deal out of the caller's sight is not shown: in its place comes one event "
        + "'deal.left' with the id of the deal and its version since then, also where types does not name it, provided that stage and ownerId fit the deal until then; and then nothing more of that deal.";

    private const string Summary =
        " Where types names pipeline.summary, as it is or by a pattern, the stream also shows the figures of the default pipeline, over all deals, to every user: at the beginning and, at most about "
        + "four times a second, when they changed, always the newest. The data is that of getPipelineSummary; stage and ownerId do not apply. "
        + "Such a message has no id, because an id would move the place to resume from past events that were not sent yet.";

    public static readonly OperationDoc Deals = Of(
        "streamDeals",
        "Follow the events of all deals that the caller sees",
        Types,
        Query("stage", "Only events of deals that are, or were until then, in this stage.", SchemaDocs.Text("A stage.")),
        Query("ownerId", "Only events of deals that belong, or belonged until then, to this user.", SchemaDocs.Uuid("A user."))) with
    {
        Description = Resuming + Sight + Summary,
    };

    public static readonly OperationDoc Deal = Of("streamDeal", "Follow the events of one deal", DealParameters.Id, Types) with
    {
        Description = Resuming + Sight + " After it the stream of one deal ends. The events of the deal's tasks are on it, too.",
        Problems = [400, 404],
    };

    public static readonly OperationDoc Tasks = Of("streamTasks", "Follow the caller's tasks", Types) with
    {
        Description = Resuming + " It shows the events of tasks that the caller has to do, or had to until then, or made; to administrators those of all tasks. "
            + "Those of the tasks of a deal that the caller sees are on the stream of that deal.",
    };

    public static readonly OperationDoc Notifications = Of("streamNotifications", "Follow the caller's notifications", Types);

    private static OpenApiParameter Types => Query(
        "types", "Up to 20 event types, separated by commas, such as deal.updated, deal.stage.* or *. Without it all events.", SchemaDocs.Text("Event types."));

    public static OpenApiSchema ToSchema() => SchemaDocs.Text("A stream of the media type text/event-stream (WHATWG HTML, section 9.2).");

    private static OperationDoc Of(string id, string summary, params OpenApiParameter[] parameters) => new(id, summary)
    {
        Description = Resuming,
        Parameters =
        [
            .. parameters,
            Query("lastEventId", "Start after this id; the same as the header, which wins.", SchemaDocs.Text("An id of a message, or a Feed-Position.")),
            TicketDocs.Parameter,
            new OpenApiParameter { Name = "Last-Event-ID", In = ParameterLocation.Header, Description = "Start after this id.", Schema = SchemaDocs.Text("An id of a message.") },
        ],
        Answers = [new AnswerDoc(200, "The stream.", Schema, "text/event-stream")],
        Problems = [400],
    };
}
