namespace Crm.Actors.Gateway.Http;

/// <summary>
/// The largest body that a route takes. The server's own limit stays that of <see cref="Limits.Body"/>: up to there it reads on after a
/// refusal, so that the client can read it and use its connection again.
/// </summary>
internal sealed class BodyLimit(int bytes)
{
    public int Bytes { get; } = bytes;

    /// <summary>That of a request's route, in bytes; <see cref="Limits.Body"/> where nothing else is said.</summary>
    public static int Of(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<BodyLimit>()?.Bytes ?? Limits.Body;
}
