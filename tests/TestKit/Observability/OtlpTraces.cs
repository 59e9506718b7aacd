using System.Globalization;
using System.Text;

namespace Crm.Actors.TestKit.Observability;

/// <summary>Reads of an <c>ExportTraceServiceRequest</c> (OpenTelemetry Protocol 1, trace.proto) what tests look at.</summary>
internal static class OtlpTraces
{
    public static List<ReceivedSpan> Read(ReadOnlySpan<byte> request)
    {
        var spans = new List<ReceivedSpan>();
        var fields = new ProtoFields(request);
        while (fields.Next())
        {
            if (fields.Number == 1)
                ReadResource(fields.Bytes, spans);
        }

        return spans;
    }

    private static void ReadResource(ReadOnlySpan<byte> message, List<ReceivedSpan> spans)
    {
        var service = "";
        var resource = new ProtoFields(message);
        while (resource.Next())
        {
            if (resource.Number == 1)
                service = ReadAttributes(resource.Bytes, 1).GetValueOrDefault("service.name", "");
        }

        var scopes = new ProtoFields(message);
        while (scopes.Next())
        {
            if (scopes.Number == 2)
                ReadScope(scopes.Bytes, service, spans);
        }
    }

    private static void ReadScope(ReadOnlySpan<byte> message, string service, List<ReceivedSpan> spans)
    {
        var source = "";
        var scope = new ProtoFields(message);
        while (scope.Next())
        {
            if (scope.Number == 1)
                source = TextOf(scope.Bytes, 1);
        }

        var fields = new ProtoFields(message);
        while (fields.Next())
        {
            if (fields.Number == 2)
                spans.Add(ReadSpan(fields.Bytes, service, source));
        }
    }

    private static ReceivedSpan ReadSpan(ReadOnlySpan<byte> message, string service, string source)
    {
        var (trace, id, parent, name, kind) = ("", "", "", "", SpanKind.Unspecified);
        var fields = new ProtoFields(message);
        while (fields.Next())
        {
            switch (fields.Number)
            {
                case 1:
                    trace = Convert.ToHexStringLower(fields.Bytes);
                    break;
                case 2:
                    id = Convert.ToHexStringLower(fields.Bytes);
                    break;
                case 4:
                    parent = Convert.ToHexStringLower(fields.Bytes);
                    break;
                case 5:
                    name = Encoding.UTF8.GetString(fields.Bytes);
                    break;
                case 6:
                    kind = (SpanKind)fields.Value;
                    break;
            }
        }

        return new ReceivedSpan(service, source, name, kind, trace, id, parent, ReadAttributes(message, 9));
    }

    /// <summary>The attributes that a message has in the fields of a number.</summary>
    private static Dictionary<string, string> ReadAttributes(ReadOnlySpan<byte> message, int number)
    {
        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        var fields = new ProtoFields(message);
        while (fields.Next())
        {
            if (fields.Number == number)
                attributes[TextOf(fields.Bytes, 1)] = ValueOf(fields.Bytes);
        }

        return attributes;
    }

    private static string ValueOf(ReadOnlySpan<byte> pair)
    {
        var fields = new ProtoFields(pair);
        while (fields.Next())
        {
            if (fields.Number != 2)
                continue;
            var any = new ProtoFields(fields.Bytes);
            if (any.Next())
                return any.Number == 1 ? Encoding.UTF8.GetString(any.Bytes) : any.Value.ToString(CultureInfo.InvariantCulture);
        }

        return "";
    }

    private static string TextOf(ReadOnlySpan<byte> message, int number)
    {
        var fields = new ProtoFields(message);
        while (fields.Next())
        {
            if (fields.Number == number)
                return Encoding.UTF8.GetString(fields.Bytes);
        }

        return "";
    }
}
