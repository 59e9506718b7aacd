using Crm.Actors.Contracts;
using Crm.Actors.Gateway.Auth;
using Crm.Actors.Gateway.Json;
using Crm.Actors.Gateway.Problems;

namespace Crm.Actors.Gateway.Http;

/// <summary>Reads a write request into its command: headers, media type, size and body, in this order.</summary>
internal static class CommandRequest
{
    /// <summary>The body of a write that needs none.</summary>
    private static ReadOnlySpan<byte> EmptyObject => "{}"u8;

    /// <summary>The command, or the problem that the request is.</summary>
    /// <param name="http">The request.</param>
    /// <param name="read">Makes the command of the body.</param>
    /// <param name="body">Which bodies are taken.</param>
    /// <param name="isVersioned">Whether it is about something whose version <c>If-Match</c> can require.</param>
    public static async ValueTask<(T? Command, Problem? Problem)> Read<T>(HttpContext http, BodyReader<T> read, BodyRule body, bool isVersioned = true)
        where T : class
    {
        var errors = new RequestErrors();
        StrictQuery.Refuse(http.Request, errors);
        var key = IdempotencyKey.Read(http.Request, errors);
        var ifMatch = EntityTags.ReadIfMatch(http.Request, errors);
        if (http.Request.Headers.IfNoneMatch.Count > 0) errors.Header("If-None-Match", "is not offered on writes");
        if (!isVersioned && http.Request.Headers.IfMatch.Count > 0) errors.Header("If-Match", "is not offered here, where nothing has a version yet");

        var present = RequestBody.IsPresent(http.Request);
        if (present && !MediaTypes.IsJson(http.Request.ContentType, body == BodyRule.MergePatch)) return (null, WrongMediaType(body));
        if (!present && body != BodyRule.Optional) errors.Malformed(JsonPointer.Root, "is required");
        if (errors.Any) return (null, Problem.Of(errors));

        var bytes = await RequestBody.Read(http.Request);
        if (bytes is not { } content) return (null, new Problem(ProblemKind.TooLarge, $"A body has at most {BodyLimit.Of(http)} bytes."));
        using (content)
        {
            var hash = key is null ? default : RequestHash.Of(http.Request, content.Span);
            var until = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow() + Limits.Command;
            var context = new CommandContext(http.Caller(), key, hash, ifMatch) { Until = until };
            var command = JsonBody.Read(present ? content.Span : EmptyObject, read, context, errors);
            return errors.Any ? (null, Problem.Of(errors)) : (command, null);
        }
    }

    private static Problem WrongMediaType(BodyRule body) => new(
        ProblemKind.UnsupportedMediaType,
        body == BodyRule.MergePatch ? $"Send {MediaTypes.MergePatch} or {MediaTypes.Json}." : $"Send {MediaTypes.Json}.");
}

/// <summary>What body a write takes.</summary>
internal enum BodyRule
{
    /// <summary>A JSON object, or none, which is the same as an empty one.</summary>
    Optional,

    /// <summary>A JSON object.</summary>
    Required,

    /// <summary>A JSON merge patch (RFC 7396), under its own media type or as plain JSON.</summary>
    MergePatch,
}
