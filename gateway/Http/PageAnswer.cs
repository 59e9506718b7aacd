using System.Text.Json;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Http;

/// <summary>A page of a list, with a weak entity tag of its content: asking again for what has not changed costs no body.</summary>
internal sealed class PageAnswer<T>(T page, Action<Utf8JsonWriter, T> write) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var body = JsonOutput.Render(page, write);
        var tag = PageTag.Of(body);
        httpContext.Response.Headers.ETag = tag;
        if (!EntityTags.Has(httpContext.Request.Headers.IfNoneMatch, tag)) return JsonOutput.Send(httpContext.Response, body);
        httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
        return Task.CompletedTask;
    }
}
