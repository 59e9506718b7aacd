using Crm.Actors.Contracts.Notes;
using Crm.Actors.Gateway.Deals;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Notes;

/// <summary>A note with its entity tag.</summary>
internal sealed class NoteAnswer(NoteView note, int status) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var tag = EntityTags.Strong(note.Version);
        response.Headers.ETag = tag;
        if (HttpMethods.IsGet(httpContext.Request.Method) && EntityTags.Has(httpContext.Request.Headers.IfNoneMatch, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.StatusCode = status;
        if (status == StatusCodes.Status201Created) response.Headers.Location = $"{DealsEndpoints.Root}/{note.DealId:D}/notes/{note.Id:D}";
        return JsonOutput.Send(response, JsonOutput.Render(note, NoteJson.Write));
    }
}
