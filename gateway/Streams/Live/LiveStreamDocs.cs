using Crm.Actors.Gateway.OpenApi;
using Microsoft.OpenApi;
using static Crm.Actors.Gateway.OpenApi.SchemaDocs;

namespace Crm.Actors.Gateway.Streams.Live;

/// <summary>How the list of open streams is described.</summary>
internal static class LiveStreamDocs
{
    private const string LiveStream = "LiveStream";
    private const string LiveStreamList = "LiveStreamList";

    public static readonly OperationDoc List = new("listStreams", "List the open event streams")
    {
        Description = "For administrators. Those of the gateway that answers are as they are now; those of other gateways as they wrote them down at most some seconds ago. "
            + "Streams of a gateway that is gone disappear within a minute.",
        Parameters =
        [
            ParameterDocs.Limit("Streams per page.", LiveStreamsEndpoint.DefaultLimit, LiveStreamsEndpoint.MaxLimit),
            ParameterDocs.Query("cursor", "nextCursor of the page before.", Text("Opaque.")),
            HeaderDocs.IfNoneMatch,
        ],
        Answers =
        [
            new AnswerDoc(200, "A page of streams.", LiveStreamList) { Headers = HeaderDocs.Of(HeaderDocs.ETag) },
            new AnswerDoc(304, "The client has it already.") { Headers = HeaderDocs.Of(HeaderDocs.ETag) },
        ],
        Problems = [400, 403],
    };

    public static IEnumerable<NamedSchema> Schemas { get; } =
    [
        new(LiveStream, _ => OfStream()),
        new(LiveStreamList, document => Object(
            "A page of open streams.",
            [
                ("items", ListOf(new OpenApiSchemaReference(LiveStream, document), "Gateway by gateway, each oldest first.", LiveStreamsEndpoint.MaxLimit)),
                ("nextCursor", Text("Where the next page starts; null on the last one. Opaque.").OrNull()),
                ("scope", OneOf(
                    "all: the streams of all gateways. gateway: of the one that answers, because gateways share no Redis, or it does not answer.", LiveStreamJson.OfAll, LiveStreamJson.OfOne)),
            ])),
    ];

    private static OpenApiSchema OfStream() => Object(
        "An open event stream.",
        [
            ("id", Uuid("Its connection.")),
            ("gateway", Text("The gateway that serves it; every start has another name.")),
            ("userId", Uuid("Whose it is.")),
            ("kind", OneOf("What it follows.", LiveStreamKinds.All)),
            ("dealId", Uuid("The deal of a stream of one deal.").OrNull()),
            ("types", Text("The event types that were asked for, as in the request; null for all.").OrNull()),
            ("stage", Text("The stage that was asked for.").OrNull()),
            ("ownerId", Uuid("The owner that was asked for.").OrNull()),
            ("position", Text("The id up to which everything was handed to its connection; null while something waits for it.").OrNull()),
            ("since", Time("When it was opened.")),
            ("heartbeatAt", Time("When its connection last took something; a heartbeat goes out every 15 s.")),
        ]);
}
