using Crm.Actors.Gateway.ApiKeys;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Crm.Actors.Gateway.OpenApi;

/// <summary>The OpenAPI document and the page that shows it. All of the page comes from this server.</summary>
internal static class DocsSetup
{
    public const string DocumentPath = "/openapi/v1.json";

    public static IServiceCollection AddDocs(this IServiceCollection services)
    {
        services.AddSingleton(new NamedSchema(ProblemDocs.Schema, _ => ProblemDocs.ToSchema()));
        services.AddOpenApi("v1", options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddDocumentTransformer<ApiDocument>();
        });
        return services;
    }

    public static IEndpointRouteBuilder MapDocs(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi(DocumentPath).AllowAnonymous();
        app.MapScalarApiReference("/docs", options => options
            .WithTitle("Crm.Actors")
            .WithOpenApiRoutePattern(DocumentPath)
            .AddPreferredSecuritySchemes(ApiDocument.Bearer)
            .HideDeveloperTools()
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent()).AllowAnonymous();
        app.MapGet("/", static () => Results.Redirect("/docs")).AllowAnonymous().ExcludeFromDescription();
        return app;
    }

    /// <summary>Describes an endpoint in the document.</summary>
    public static RouteHandlerBuilder WithDoc(this RouteHandlerBuilder endpoint, OperationDoc doc) => endpoint
        .WithName(doc.Id)
        .AddOpenApiOperationTransformer((operation, context, _) =>
        {
            var needed = context.Description.ActionDescriptor.EndpointMetadata.OfType<NeededScope>().LastOrDefault();
            doc.Apply(operation, context.Document!, needed?.Scope);
            return Task.CompletedTask;
        });
}
