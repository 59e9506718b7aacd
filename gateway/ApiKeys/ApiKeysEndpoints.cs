using Crm.Actors.Gateway.OpenApi;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;

namespace Crm.Actors.Gateway.ApiKeys;

/// <summary>API keys: their scheme of authentication and their REST interface.</summary>
internal static class ApiKeysEndpoints
{
    public static IServiceCollection AddApiKeys(this IServiceCollection services)
    {
        foreach (var schema in ApiKeySchemas.All) services.AddSingleton(schema);
        services.AddSingleton(static sp => new ApiKeyCache(sp.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ApiKeyResolver>().AddSingleton<KeyWatch>().AddSingleton<ApiKeyRequests>();
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, ApiKeyHandler>(ApiKeyHandler.Scheme, null);
        // The default scheme hands over what is a key by its look, and does all else itself.
        services.PostConfigure<JwtBearerOptions>(
            JwtBearerDefaults.AuthenticationScheme,
            static options => options.ForwardDefaultSelector = static http => ApiKeyCredential.IsIn(http.Request) ? ApiKeyHandler.Scheme : null);
        return services;
    }

    public static IEndpointRouteBuilder MapApiKeys(this IEndpointRouteBuilder app)
    {
        var keys = app.MapGroup("/api/auth/keys").RequireAuthorization().NotForKeys().WithTags("API keys");
        keys.MapPost("", Create).WithDoc(ApiKeyDocs.Create);
        keys.MapGet("", List).WithDoc(ApiKeyDocs.List);
        keys.MapDelete("/{id}", Revoke).WithDoc(ApiKeyDocs.Revoke);
        return app;
    }

    private static Task<IResult> Create(HttpContext http, ApiKeyRequests keys) => keys.Create(http);

    private static Task<IResult> List(HttpContext http, ApiKeyRequests keys) => keys.List(http);

    private static Task<IResult> Revoke(HttpContext http, string id, ApiKeyRequests keys) => keys.Revoke(http, id);
}
