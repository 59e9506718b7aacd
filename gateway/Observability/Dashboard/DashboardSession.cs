using System.Net.Mime;

namespace Crm.Actors.Gateway.Observability.Dashboard;

/// <summary>
/// How a browser shows who it is at the dashboard, whose pages send no header: the access token in a cookie (RFC 6265) that no script can read, that goes
/// nowhere else and comes from no other site, and that counts for reading alone. It ends with the token.
/// </summary>
internal static class DashboardSession
{
    private const string Cookie = "crm-dashboard";
    private const string Bearer = "Bearer ";
    private static readonly object Taken = new();

    /// <summary>Puts the token of the cookie where tokens are looked for. Comes before authentication.</summary>
    public static Task TakeAsync(HttpContext http, RequestDelegate next)
    {
        if (IsMeant(http.Request) && http.Request.Headers.Authorization.Count == 0 && http.Request.Cookies[Cookie] is { Length: > 0 } token)
        {
            http.Request.Headers.Authorization = Bearer + token;
            http.Items[Taken] = true;
        }

        return next(http);
    }

    /// <summary>Keeps the token of the request, which was found good.</summary>
    public static IResult Begin(HttpContext http)
    {
        var token = http.Request.Headers.Authorization.ToString()[Bearer.Length..].Trim();
        http.Response.Cookies.Append(Cookie, token, new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            Path = DashboardSetup.Path,
            SameSite = SameSiteMode.Strict,
            Secure = http.Request.IsHttps,
        });
        return Results.NoContent();
    }

    /// <summary>Sends a browser that shows nobody, or a token that has ended, to where it says who it is.</summary>
    /// <returns>Whether the request is answered with that.</returns>
    public static bool SendsToSignIn(HttpContext http)
    {
        var showsItself = http.Request.Headers.Authorization.Count > 0 && !http.Items.ContainsKey(Taken);
        if (!IsMeant(http.Request) || showsItself || !http.Request.GetTypedHeaders().Accept.Any(static type => type.MediaType == MediaTypeNames.Text.Html)) return false;
        http.Response.Cookies.Delete(Cookie, new CookieOptions { Path = DashboardSetup.Path });
        http.Response.Redirect(DashboardSetup.Path + DashboardSetup.SignIn);
        return true;
    }

    private static bool IsMeant(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Path.StartsWithSegments(DashboardSetup.Path, StringComparison.OrdinalIgnoreCase);
}
