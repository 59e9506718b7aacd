using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Crm.Actors.Gateway.OpenApi;

/// <summary>The OpenAPI document as it is sent, made once: it costs milliseconds, and anybody may ask for it.</summary>
internal sealed class RenderedDocument(IServiceProvider services)
{
    public const string Name = "v1";

    private readonly Lazy<Task<byte[]>> _json = new(() => RenderAsync(services));

    public Task<byte[]> Json => _json.Value;

    private static async Task<byte[]> RenderAsync(IServiceProvider services)
    {
        using var scope = services.CreateScope();
        var document = await scope.ServiceProvider.GetRequiredKeyedService<IOpenApiDocumentProvider>(Name).GetOpenApiDocumentAsync();
        using var bytes = new MemoryStream();
        await document.SerializeAsJsonAsync(bytes, OpenApiSpecVersion.OpenApi3_1);
        return bytes.ToArray();
    }
}
