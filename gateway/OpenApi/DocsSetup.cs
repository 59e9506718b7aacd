using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.Json;
using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Crm.Actors.Gateway.OpenApi;

/// <summary>The OpenAPI document and the page that shows it. All of the page comes from this server.</summary>
internal static class DocsSetup
{
    public const string PagePath = "/docs";
    public const string DocumentPath = "/openapi/v1.json";

    public static IServiceCollection AddDocs(this IServiceCollection services)
    {
        services.AddSingleton(new NamedSchema(ProblemDocs.Schema, _ => ProblemDocs.ToSchema()));
        services.AddSingleton<RenderedDocument>();
        services.AddOpenApi(RenderedDocument.Name, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddDocumentTransformer<ApiDocument>();
        });
        return services;
    }

    public static IEndpointRouteBuilder MapDocs(this IEndpointRouteBuilder app)
    {
        app.MapGet(DocumentPath, Send).AllowAnonymous().ExcludeFromDescription();
        app.MapScalarApiReference(PagePath, options => options
            .WithTitle("Crm.Actors")
            .WithOpenApiRoutePattern(DocumentPath)
            .AddPreferredSecuritySchemes(ApiDocument.Bearer)
            .HideDeveloperTools()
            .DisableDefaultFonts()
            .DisableTelemetry()
            .DisableAgent()
            .WithNonce()).AllowAnonymous();
        app.MapGet("/", static () => Results.Redirect(PagePath)).AllowAnonymous().ExcludeFromDescription();
        return app;
    }

    private static async Task Send(HttpContext http, RenderedDocument document) =>
        await JsonOutput.Send(http.Response, await document.Json, MediaTypes.Json);

    /// <summary>Describes an endpoint in the document.</summary>
    public static RouteHandlerBuilder WithDoc(this RouteHandlerBuilder endpoint, OperationDoc doc) => endpoint
        .WithName(doc.Id)
        .AddOpenApiOperationTransformer((operation, context, _) =>
        {
            doc.Apply(operation, context.Document!);
            return Task.CompletedTask;
        });
}
