using System.Text.Json;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Http;

/// <summary>Something that has a version, with that as its strong entity tag.</summary>
/// <param name="value">What is answered.</param>
/// <param name="version">Its version.</param>
/// <param name="write">Writes it in its wire shape.</param>
/// <param name="created">Where it is, when it is new; null when it is not.</param>
internal sealed class VersionedAnswer<T>(T value, long version, Action<Utf8JsonWriter, T> write, string? created = null) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var tag = EntityTags.Strong(version);
        response.Headers.ETag = tag;
        if (HttpMethods.IsGet(httpContext.Request.Method) && EntityTags.Has(httpContext.Request.Headers.IfNoneMatch, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.StatusCode = created is null ? StatusCodes.Status200OK : StatusCodes.Status201Created;
        if (created is not null) response.Headers.Location = created;
        return JsonOutput.Send(response, JsonOutput.Render(value, write));
    }
}
