using Crm.Actors.Contracts.ApiKeys;
using Crm.Actors.Gateway.ApiKeys;
using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.OpenApi;

namespace Crm.Actors.Gateway.DeadLetters;

/// <summary>The REST interface of dead letters: events that a consumer gave up, for administrators.</summary>
internal static class DeadLettersEndpoints
{
    public static IServiceCollection AddDeadLetters(this IServiceCollection services)
    {
        foreach (var schema in DeadLetterSchemas.All) services.AddSingleton(schema);
        return services.AddSingleton<DeadLetterRequests>();
    }

    public static IEndpointRouteBuilder MapDeadLetters(this IEndpointRouteBuilder app)
    {
        var letters = app.MapGroup("/api/v1/dead-letters").RequireAuthorization().WithTags("Dead letters");
        letters.MapGet("", List).Needs(ApiKeyScopes.Administration).WithDoc(DeadLetterDocs.List);
        letters.MapPost("/replay", Replay).Needs(ApiKeyScopes.Administration).WithDoc(DeadLetterDocs.Replay);
        letters.MapPost("/drop", Drop).Needs(ApiKeyScopes.Administration).WithDoc(DeadLetterDocs.Drop);
        return app;
    }

    private static Task<IResult> List(HttpContext http, DeadLetterRequests letters) => letters.List(http);

    private static Task<IResult> Replay(HttpContext http, DeadLetterRequests letters) =>
        letters.Take(http, DeadLetterBodies.Replay, BodyRule.Optional, static (grain, which) => grain.Replay(which.Caller, which.Ids));

    private static Task<IResult> Drop(HttpContext http, DeadLetterRequests letters) =>
        letters.Take(http, DeadLetterBodies.Drop, BodyRule.Required, static (grain, which) => grain.Drop(which.Caller, which.Ids));
}
