using Crm.Actors.Contracts.Deals;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Deals;

/// <summary>A deal with its entity tag.</summary>
internal sealed class DealAnswer(DealView deal, int status) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var tag = EntityTags.Strong(deal.Version);
        response.Headers.ETag = tag;
        if (HttpMethods.IsGet(httpContext.Request.Method) && EntityTags.Has(httpContext.Request.Headers.IfNoneMatch, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.StatusCode = status;
        if (status == StatusCodes.Status201Created) response.Headers.Location = $"{DealsEndpoints.Root}/{deal.Id:D}";
        return JsonOutput.Send(response, JsonOutput.Render(deal, DealJson.Write));
    }
}
