using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.TestKit.Observability;

/// <summary>Takes the traces that programs of ours export, by the OpenTelemetry Protocol over HTTP.</summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<ReceivedSpan> _spans = new();
    private readonly WebApplication _server;

    private OtlpReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder(["--hostBuilder:reloadConfigOnChange=false"]);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        _server = builder.Build();
        _server.MapPost("/v1/traces", TakeAsync);
    }

    /// <summary>The endpoint to export to.</summary>
    public string Url => _server.Urls.First();

    /// <summary>All spans that came, in the order in which they came.</summary>
    public IReadOnlyCollection<ReceivedSpan> Spans => _spans;

    public static async Task<OtlpReceiver> StartAsync()
    {
        var receiver = new OtlpReceiver();
        await receiver._server.StartAsync();
        return receiver;
    }

    /// <summary>The spans of one trace.</summary>
    public List<ReceivedSpan> OfTrace(string traceId) => [.. _spans.Where(span => span.TraceId == traceId)];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        await _server.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        foreach (var span in OtlpTraces.Read(body.ToArray()))
            _spans.Enqueue(span);
        // An empty answer of the protocol: all were taken.
        http.Response.ContentType = "application/x-protobuf";
    }
}
