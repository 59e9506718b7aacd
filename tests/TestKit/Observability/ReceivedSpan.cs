namespace Crm.Actors.TestKit.Observability;

/// <summary>A span that a program of ours exported.</summary>
/// <param name="Service">The program: OpenTelemetry's <c>service.name</c>.</param>
/// <param name="Source">The name of the activity source.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is to others.</param>
/// <param name="TraceId">32 hexadecimal digits.</param>
/// <param name="SpanId">16 hexadecimal digits.</param>
/// <param name="ParentId">16 hexadecimal digits; empty for the first of a trace.</param>
/// <param name="Attributes">Its attributes; numbers as text.</param>
public sealed record ReceivedSpan(
    string Service, string Source, string Name, SpanKind Kind, string TraceId, string SpanId, string ParentId, IReadOnlyDictionary<string, string> Attributes);

/// <summary>The kinds of spans, with the numbers of the protocol.</summary>
public enum SpanKind
{
    Unspecified = 0,
    Internal = 1,
    Server = 2,
    Client = 3,
    Producer = 4,
    Consumer = 5,
}
