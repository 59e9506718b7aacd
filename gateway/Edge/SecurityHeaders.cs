using Crm.Actors.Gateway.Observability.Dashboard;
using Crm.Actors.Gateway.OpenApi;
using Microsoft.Extensions.Primitives;
using Scalar.AspNetCore;

namespace Crm.Actors.Gateway.Edge;

/// <summary>What every answer tells browsers (OWASP HTTP Headers and REST Security cheat sheets).</summary>
internal static class SecurityHeaders
{
    /// <summary>Answers are data: nothing in them may run, and no page may frame them.</summary>
    private static readonly StringValues NoContent = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>
    /// The page of the interface's description runs what comes from here and the one line in it that has the nonce of this answer. Its styles it
    /// sets itself.
    /// </summary>
    private const string OfDocs = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        + "connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; script-src 'self'";

    /// <summary>Orleans' dashboard runs what comes from here, and styles itself.</summary>
    private static readonly StringValues OfDashboard = "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly StringValues NoSniff = "nosniff";
    private static readonly StringValues NoReferrer = "no-referrer";
    private static readonly StringValues NoStore = "no-store";
    private static readonly StringValues TwoYears = "max-age=63072000";

    public static void Apply(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = NoSniff;
        headers["Referrer-Policy"] = NoReferrer;
        headers.ContentSecurityPolicy = NoContent;
        if (http.Request.Path.StartsWithSegments(DocsSetup.PagePath, StringComparison.OrdinalIgnoreCase)) http.Response.OnStarting(AllowDocs, http);
        if (http.Request.Path.StartsWithSegments(DashboardSetup.Path, StringComparison.OrdinalIgnoreCase)) headers.ContentSecurityPolicy = OfDashboard;
        if (http.Request.Path.StartsWithSegments("/api/auth", StringComparison.OrdinalIgnoreCase)) headers.CacheControl = NoStore;
        if (http.Request.IsHttps) headers.StrictTransportSecurity = TwoYears;
    }

    private static Task AllowDocs(object state)
    {
        var http = (HttpContext)state;
        http.Response.Headers.ContentSecurityPolicy =
            http.Items[ScalarOptions.NonceHttpContextItemKey] is string nonce ? $"{OfDocs} 'nonce-{nonce}'" : OfDocs;
        return Task.CompletedTask;
    }
}
