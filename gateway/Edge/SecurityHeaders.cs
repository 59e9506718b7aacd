using Microsoft.Extensions.Primitives;

namespace Crm.Actors.Gateway.Edge;

/// <summary>What every answer tells browsers (OWASP HTTP Headers and REST Security cheat sheets).</summary>
internal static class SecurityHeaders
{
    /// <summary>Answers are data: nothing in them may run, and no page may frame them.</summary>
    private static readonly StringValues NoContent = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>The page of the interface's description: its script and styles are its own, and it sets styles and starts from lines in the page.</summary>
    private static readonly StringValues OfDocs = "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        + "font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly StringValues NoSniff = "nosniff";
    private static readonly StringValues NoReferrer = "no-referrer";
    private static readonly StringValues NoStore = "no-store";
    private static readonly StringValues TwoYears = "max-age=63072000";

    public static void Apply(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = NoSniff;
        headers["Referrer-Policy"] = NoReferrer;
        headers.ContentSecurityPolicy = http.Request.Path.StartsWithSegments("/docs", StringComparison.Ordinal) ? OfDocs : NoContent;
        if (http.Request.Path.StartsWithSegments("/api/auth", StringComparison.OrdinalIgnoreCase)) headers.CacheControl = NoStore;
        if (http.Request.IsHttps) headers.StrictTransportSecurity = TwoYears;
    }
}
