using System.Globalization;

namespace Crm.Actors.Observability.Settings;

/// <summary>Where traces go (OpenTelemetry Protocol Exporter specification), and of how many requests there are any.</summary>
public sealed record TraceSettings
{
    private const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private const string ProtocolVariable = "OTEL_EXPORTER_OTLP_PROTOCOL";
    private const string HeadersVariable = "OTEL_EXPORTER_OTLP_HEADERS";
    private const string RatioVariable = "OTEL_TRACES_SAMPLER_ARG";

    /// <summary>The address that spans are sent to, with the path that HTTP needs.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>Whether it speaks gRPC; else it takes protobuf over HTTP.</summary>
    public required bool IsGrpc { get; init; }

    /// <summary>Sent along, such as <c>authorization=Bearer secret</c>; null for none.</summary>
    public required string? Headers { get; init; }

    /// <summary>Of the requests that come without a trace, the part that begins one, 0 to 1. Those with a trace are recorded when whoever began it records it.</summary>
    public required double Ratio { get; init; }

    /// <summary>Null when there is no endpoint; the other variables are looked at all the same. See <see cref="ObservabilitySettings.Read"/>.</summary>
    internal static TraceSettings? Read(Func<string, string?> find, Func<string, string, Exception> refuse)
    {
        var isGrpc = ReadProtocol(find(ProtocolVariable), refuse);
        var headers = ReadHeaders(find(HeadersVariable), refuse);
        var ratio = ReadRatio(find(RatioVariable), refuse);
        return find(EndpointVariable) is { } endpoint
            ? new TraceSettings { Endpoint = ReadEndpoint(endpoint, isGrpc, refuse), IsGrpc = isGrpc, Headers = headers, Ratio = ratio }
            : null;
    }

    /// <summary>Without the headers, which may hold a password.</summary>
    public override string ToString() => $"{Endpoint} ({(IsGrpc ? "grpc" : "http/protobuf")}), of {Ratio.ToString(CultureInfo.InvariantCulture)} of the requests";

    private static Uri ReadEndpoint(string text, bool isGrpc, Func<string, string, Exception> refuse)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Query.Length > 0 || url.Fragment.Length > 0 || url.UserInfo.Length > 0)
            throw refuse(EndpointVariable, "must be a URL such as http://127.0.0.1:4318, without user, query and fragment");
        return isGrpc ? url : new Uri($"{url.AbsoluteUri.TrimEnd('/')}/v1/traces");
    }

    private static bool ReadProtocol(string? text, Func<string, string, Exception> refuse) => text switch
    {
        null or "http/protobuf" => false,
        "grpc" => true,
        _ => throw refuse(ProtocolVariable, "is neither http/protobuf nor grpc"),
    };

    private static string? ReadHeaders(string? text, Func<string, string, Exception> refuse) =>
        text is null || text.Split(',').All(static header => header.IndexOf('=') > 0 && header.All(static c => char.IsAscii(c) && !char.IsControl(c)))
            ? text
            : throw refuse(HeadersVariable, "must be name=value, with commas between several");

    private static double ReadRatio(string? text, Func<string, string, Exception> refuse)
    {
        if (text is null)
            return 1;
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var ratio) && ratio is >= 0 and <= 1
            ? ratio
            : throw refuse(RatioVariable, "is not a number from 0 to 1");
    }
}
