using System.Text.Json;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Http;

/// <summary>An answer that holds a secret, which nothing on the way may keep.</summary>
internal sealed class SecretAnswer<T>(T value, Action<Utf8JsonWriter, T> write, int status) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.CacheControl = "no-store";
        httpContext.Response.StatusCode = status;
        return JsonOutput.Send(httpContext.Response, JsonOutput.Render(value, write));
    }
}
