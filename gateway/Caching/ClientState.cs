using System.Runtime.InteropServices;
using Crm.Actors.Gateway.Feed;
using Crm.Actors.Gateway.Json;
using Crm.Actors.Gateway.Streams;
using Microsoft.Extensions.Primitives;

namespace Crm.Actors.Gateway.Caching;

/// <summary>What a request says that its client has seen: it is answered nothing older.</summary>
/// <param name="Position">The <c>Feed-Position</c> of an answer that it got from any gateway; null where it says none.</param>
/// <param name="IfNoneMatch">The entity tags that it has.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ClientState(StreamPosition? Position, StringValues IfNoneMatch)
{
    /// <summary>Whether it has seen anything.</summary>
    public bool HasSeen => Position is not null || IfNoneMatch.Count > 0;

    public static ClientState Read(HttpRequest request, RequestErrors errors) => new(ReadPosition(request, errors), request.Headers.IfNoneMatch);

    private static StreamPosition? ReadPosition(HttpRequest request, RequestErrors errors)
    {
        var header = request.Headers[FeedPosition.Header];
        if (header.Count == 0) return null;
        if (header is [{ } text] && StreamPosition.TryParse(text, out var position)) return position;
        errors.Header(FeedPosition.Header, "must be one Feed-Position that an answer had");
        return null;
    }
}
