using Microsoft.AspNetCore.Http.Metadata;

namespace Crm.Actors.Gateway.Http;

/// <summary>The largest body that a route takes. As the framework's own metadata it holds for the server, too.</summary>
internal sealed class BodyLimit(int bytes) : IRequestSizeLimitMetadata
{
    public int Bytes { get; } = bytes;

    long? IRequestSizeLimitMetadata.MaxRequestBodySize => Bytes;

    /// <summary>That of a request's route, in bytes; <see cref="Limits.Body"/> where nothing else is said.</summary>
    public static int Of(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<BodyLimit>()?.Bytes ?? Limits.Body;
}
