using System.Buffers;
using System.IO.Pipelines;

namespace Crm.Actors.Gateway.Http;

/// <summary>A request's whole body in a rented buffer; give it back by disposing.</summary>
internal readonly struct RequestBody : IDisposable
{
    private readonly byte[]? _rented;
    private readonly int _length;

    private RequestBody(byte[]? rented, int length)
    {
        _rented = rented;
        _length = length;
    }

    public ReadOnlySpan<byte> Span => _rented.AsSpan(0, _length);

    /// <summary>Whether a request has a body at all (RFC 9112 section 6.3), without reading it.</summary>
    public static bool IsPresent(HttpRequest request) =>
        request.ContentLength is > 0 || (request.ContentLength is null && request.Headers.TransferEncoding.Count > 0);

    /// <summary>Reads all of it. Null when it is longer than the route takes; see <see cref="BodyLimit"/>.</summary>
    /// <exception cref="BadHttpRequestException">The client broke the protocol, or took longer than <see cref="Limits.Request"/>.</exception>
    public static ValueTask<RequestBody?> Read(HttpRequest request)
    {
        if (!IsPresent(request)) return new(default(RequestBody));
        var most = BodyLimit.Of(request.HttpContext);
        if (request.ContentLength > most) return new(default(RequestBody?));

        // Most bodies have come together with the headers: no timer is needed for them.
        var reader = request.BodyReader;
        if (reader.TryRead(out var read))
        {
            if (read.IsCompleted && read.Buffer.Length <= most) return new(Take(reader, read.Buffer));
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }

        return ReadSlowly(reader, most, request.HttpContext.RequestAborted);
    }

    private static async ValueTask<RequestBody?> ReadSlowly(PipeReader reader, int most, CancellationToken aborted)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        deadline.CancelAfter(Limits.Request);
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync(deadline.Token);
                if (read.Buffer.Length > most)
                {
                    // What was looked at is used up: the server reads over the rest, and the answer is not lost with the connection.
                    reader.AdvanceTo(read.Buffer.End);
                    return null;
                }

                if (read.IsCompleted) return Take(reader, read.Buffer);
                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
        catch (OperationCanceledException e) when (!aborted.IsCancellationRequested)
        {
            throw new BadHttpRequestException("The body did not come in time.", StatusCodes.Status408RequestTimeout, e);
        }
    }

    private static RequestBody Take(PipeReader reader, ReadOnlySequence<byte> all)
    {
        var length = (int)all.Length;
        var rented = ArrayPool<byte>.Shared.Rent(length);
        all.CopyTo(rented);
        reader.AdvanceTo(all.End);
        return new RequestBody(rented, length);
    }

    public void Dispose()
    {
        if (_rented is not null) ArrayPool<byte>.Shared.Return(_rented);
    }
}
