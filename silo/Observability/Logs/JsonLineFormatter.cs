using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Crm.Actors.Observability.Logs;

/// <summary>
/// Each entry as a JSON object on one line: <c>time</c>, <c>level</c>, <c>category</c>, <c>eventId</c>, <c>message</c>, the <c>traceId</c> and <c>spanId</c>
/// of what was under way (W3C Trace Context), the message's parameters as <c>fields</c>, and the <c>exception</c>. No text can end a line or begin another.
/// </summary>
/// <param name="clock">Tells the time of an entry.</param>
internal sealed class JsonLineFormatter(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "crm-json-lines";

    private const string Template = "{OriginalFormat}";
    private const int LargestKeptBuffer = 1 << 16;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_buffer;

    /// <inheritdoc/>
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var buffer = t_buffer;
        if (buffer is null || buffer.Capacity > LargestKeptBuffer)
            t_buffer = buffer = new ArrayBufferWriter<byte>(1024);
        buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(buffer, Options))
            Write(json, logEntry);
        textWriter.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
        textWriter.Write('\n');
    }

    private void Write<TState>(Utf8JsonWriter json, in LogEntry<TState> entry)
    {
        json.WriteStartObject();
        json.WriteString("time"u8, clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
        json.WriteString("level"u8, NameOf(entry.LogLevel));
        json.WriteString("category"u8, entry.Category);
        if (entry.EventId.Id != 0)
            json.WriteNumber("eventId"u8, entry.EventId.Id);
        json.WriteString("message"u8, entry.Formatter(entry.State, entry.Exception));
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C } span)
        {
            json.WriteString("traceId"u8, span.TraceId.ToHexString());
            json.WriteString("spanId"u8, span.SpanId.ToHexString());
        }

        if (entry.State is IReadOnlyList<KeyValuePair<string, object?>> fields)
            WriteFields(json, fields);
        if (entry.Exception is { } exception)
            json.WriteString("exception"u8, exception.ToString());
        json.WriteEndObject();
    }

    private static void WriteFields(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, object?>> fields)
    {
        var any = false;
        foreach (var (name, value) in fields)
        {
            if (string.Equals(name, Template, StringComparison.Ordinal))
                continue;
            if (!any)
                json.WriteStartObject("fields"u8);
            any = true;
            json.WritePropertyName(name);
            WriteValue(json, value);
        }

        if (any)
            json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            default:
                json.WriteStringValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    /// <summary>As <c>CRM_LOG_LEVEL</c> names them.</summary>
    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace => nameof(LogLevel.Trace),
        LogLevel.Debug => nameof(LogLevel.Debug),
        LogLevel.Information => nameof(LogLevel.Information),
        LogLevel.Warning => nameof(LogLevel.Warning),
        LogLevel.Error => nameof(LogLevel.Error),
        _ => nameof(LogLevel.Critical),
    };
}
