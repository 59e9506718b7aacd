using Microsoft.Net.Http.Headers;

namespace Crm.Actors.Gateway.Http;

/// <summary>The media types of request bodies.</summary>
internal static class MediaTypes
{
    public const string Json = "application/json";
    public const string MergePatch = "application/merge-patch+json";

    /// <summary>Whether a body may be sent as this: JSON, in UTF-8 where a charset is named.</summary>
    public static bool IsJson(string? contentType, bool orMergePatch)
    {
        if (contentType is Json) return true;
        return MediaTypeHeaderValue.TryParse(contentType, out var parsed)
            && (parsed.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase)
                || (orMergePatch && parsed.MediaType.Equals(MergePatch, StringComparison.OrdinalIgnoreCase)))
            && (!parsed.Charset.HasValue || parsed.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));
    }
}
