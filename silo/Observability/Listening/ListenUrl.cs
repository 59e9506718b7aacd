using System.Diagnostics.CodeAnalysis;

namespace Crm.Actors.Observability.Listening;

/// <summary>Where a server listens, such as <c>http://0.0.0.0:8081</c>.</summary>
public static class ListenUrl
{
    /// <summary>What is wrong with any other, as the rest of a sentence that begins with the variable.</summary>
    public const string Rule = "must be a URL such as http://0.0.0.0:8081";

    /// <summary>Whether it is a usable one: nothing but scheme, host and port.</summary>
    public static bool IsUsable([NotNullWhen(true)] string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed)
        && parsed.Scheme == Uri.UriSchemeHttp
        && parsed.PathAndQuery == "/"
        && parsed.Fragment.Length == 0
        && parsed.UserInfo.Length == 0;
}
