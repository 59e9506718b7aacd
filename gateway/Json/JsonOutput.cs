using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Crm.Actors.Gateway.Json;

/// <summary>Writes JSON answers through one buffer per thread: whole, with their length, without garbage.</summary>
internal static class JsonOutput
{
    public const string MediaType = "application/json";

    private const int LargestKeptBuffer = 1 << 20;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? t_writer;

    /// <summary>Answers are never embedded in HTML: other scripts stay readable, and the media type is not sniffed.</summary>
    public static JavaScriptEncoder Encoder { get; } = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>The value as JSON. Good until the next call on this thread: use it before any await.</summary>
    public static ReadOnlySpan<byte> Render<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        var buffer = t_buffer;
        if (buffer is null || buffer.Capacity > LargestKeptBuffer) buffer = t_buffer = new ArrayBufferWriter<byte>(4096);
        else buffer.ResetWrittenCount();
        var writer = t_writer ??= new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Encoder, SkipValidation = true });
        writer.Reset(buffer);
        write(writer, value);
        writer.Flush();
        return buffer.WrittenSpan;
    }

    /// <summary>Sends a body, which is copied before this returns.</summary>
    public static Task Send(HttpResponse response, ReadOnlySpan<byte> body, string mediaType = MediaType)
    {
        response.ContentType = mediaType;
        response.ContentLength = body.Length;
        response.BodyWriter.Write(body);
        var flush = response.BodyWriter.FlushAsync();
        return flush.IsCompletedSuccessfully ? Task.CompletedTask : flush.AsTask();
    }
}
