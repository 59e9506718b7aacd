using Crm.Actors.Contracts.Teams;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Teams;

/// <summary>A team with its entity tag.</summary>
internal sealed class TeamAnswer(TeamView team, int status) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var tag = EntityTags.Strong(team.Version);
        response.Headers.ETag = tag;
        if (HttpMethods.IsGet(httpContext.Request.Method) && EntityTags.Has(httpContext.Request.Headers.IfNoneMatch, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.StatusCode = status;
        if (status == StatusCodes.Status201Created) response.Headers.Location = $"{TeamsEndpoints.Root}/{team.Id:D}";
        return JsonOutput.Send(response, JsonOutput.Render(team, TeamJson.Write));
    }
}
