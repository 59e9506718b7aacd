using Crm.Actors.Contracts.Users;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Users;

/// <summary>A user with its entity tag.</summary>
internal sealed class UserAnswer(UserView user, int status) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var tag = EntityTags.Strong(user.Version);
        response.Headers.ETag = tag;
        if (HttpMethods.IsGet(httpContext.Request.Method) && EntityTags.Has(httpContext.Request.Headers.IfNoneMatch, tag))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.StatusCode = status;
        if (status == StatusCodes.Status201Created) response.Headers.Location = $"{UsersEndpoints.Root}/{user.Id:D}";
        return JsonOutput.Send(response, JsonOutput.Render(user, UserJson.Write));
    }
}
