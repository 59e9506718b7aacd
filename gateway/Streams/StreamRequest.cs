using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.Json;
using Crm.Actors.Gateway.Streams.Tickets;

namespace Crm.Actors.Gateway.Streams;

/// <summary>The parameters of a stream as they were asked for.</summary>
internal sealed record StreamRequest(StreamPosition? LastEventId, TypePatterns? Types, string? Stage, Guid? Owner)
{
    private const string LastEventIdHeader = "Last-Event-ID";
    private const string LastEventIdParameter = "lastEventId";
    private const int MostCharacters = 100;

    /// <summary>What the stream of all deals takes.</summary>
    public static ReadOnlySpan<string> DealsParameters => Parameters;

    /// <summary>What the streams of one deal, of tasks and of notifications take.</summary>
    public static ReadOnlySpan<string> OtherParameters => Parameters.AsSpan(0, 3);

    private static readonly string[] Parameters = [TicketAuthentication.Parameter, LastEventIdParameter, "types", "stage", "ownerId"];

    /// <summary>Reads the query and the header; the header wins, for a browser sends it when it reconnects to the same address.</summary>
    public static StreamRequest Read(HttpRequest request, ReadOnlySpan<string> known, RequestErrors errors)
    {
        var query = StrictQuery.Read(request, known, errors);
        // RFC 6750 section 2: one way of authentication for one request. The ticket's own was looked at before.
        if (query[TicketAuthentication.Parameter] is not null && TicketAuthentication.HasHeader(request))
            errors.Parameter(TicketAuthentication.Parameter, "is not taken beside a token or a key in a header");
        return new(ReadPosition(request, query, errors), ReadTypes(query, errors), ReadStage(query, errors), ReadOwner(query, errors));
    }

    /// <summary>What the stream of all deals shows. The summary is only for those who name it, so that others see no change.</summary>
    public StreamFilter ToDealsFilter() => new()
    {
        Kind = EventKind.Deal,
        Owner = Owner,
        Stage = Stage,
        Types = Types,
        WithSummary = Types?.Match(SseText.SummaryEvent) is true,
    };

    private static StreamPosition? ReadPosition(HttpRequest request, StrictQuery query, RequestErrors errors)
    {
        var header = request.Headers[LastEventIdHeader].ToString();
        if ((header.Length > 0 ? header : query[LastEventIdParameter]) is not { } text)
            return null;
        if (StreamPosition.TryParse(text, out var position))
            return position;
        const string Detail = "is not the id of a message of a stream";
        if (header.Length > 0)
            errors.Header(LastEventIdHeader, Detail);
        else
            errors.Parameter(LastEventIdParameter, Detail);
        return null;
    }

    private static TypePatterns? ReadTypes(StrictQuery query, RequestErrors errors)
    {
        if (query["types"] is not { } text)
            return null;
        if (TypePatterns.TryParse(text, out var types))
            return types;
        errors.Parameter("types", "is not a list of up to 20 event types such as deal.updated, deal.stage.* or *, separated by commas");
        return null;
    }

    private static string? ReadStage(StrictQuery query, RequestErrors errors)
    {
        if (query["stage"] is not { } stage || stage.Length is > 0 and <= MostCharacters)
            return query["stage"];
        errors.Parameter("stage", "has to be of 1 to 100 characters");
        return null;
    }

    private static Guid? ReadOwner(StrictQuery query, RequestErrors errors)
    {
        if (query["ownerId"] is not { } text)
            return null;
        if (Guid.TryParseExact(text, "D", out var owner))
            return owner;
        errors.Parameter("ownerId", "is not a UUID");
        return null;
    }
}
