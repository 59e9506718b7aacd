using System.Globalization;
using Crm.Actors.Gateway.Json;
using Microsoft.Extensions.Primitives;

namespace Crm.Actors.Gateway.Http;

/// <summary>Entity tags and preconditions (RFC 9110, sections 8.8.3 and 13.1). The strong tag of an object is its version.</summary>
internal static class EntityTags
{
    public static string Strong(long version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>The version that <c>If-Match</c> requires; null without one, for <c>*</c>, and when it is wrong.</summary>
    public static long? ReadIfMatch(HttpRequest request, RequestErrors errors)
    {
        var header = request.Headers.IfMatch;
        if (header.Count == 0) return null;
        if (header is ["*"]) return null;
        if (header is [{ } tag] && TryParseVersion(tag, out var version)) return version;
        errors.Header("If-Match", "must be one strong entity tag such as \"7\", or *");
        return null;
    }

    /// <summary>Whether <c>If-None-Match</c> names the tag, by weak comparison; then the answer is 304.</summary>
    public static bool Has(StringValues ifNoneMatch, ReadOnlySpan<char> tag)
    {
        foreach (var header in ifNoneMatch)
        {
            foreach (var part in header.AsSpan().Split(','))
            {
                var candidate = header.AsSpan()[part].Trim();
                if (candidate is "*" || Opaque(candidate).SequenceEqual(Opaque(tag))) return true;
            }
        }

        return false;
    }

    /// <summary>Whether all tags of <c>If-None-Match</c> are of this version or earlier ones; false when one is no version at all.</summary>
    public static bool NoneAbove(StringValues ifNoneMatch, long version)
    {
        foreach (var header in ifNoneMatch)
        {
            foreach (var part in header.AsSpan().Split(','))
            {
                var candidate = Opaque(header.AsSpan()[part].Trim());
                if (candidate is not "*" && !(TryParseVersion(candidate.ToString(), out var known) && known <= version)) return false;
            }
        }

        return true;
    }

    private static ReadOnlySpan<char> Opaque(ReadOnlySpan<char> tag) => tag.StartsWith("W/", StringComparison.Ordinal) ? tag[2..] : tag;

    private static bool TryParseVersion(string tag, out long version)
    {
        version = 0;
        // 0 is the default pipeline that nobody has changed.
        return tag is ['"', _, .., '"']
            && (tag[1] != '0' || tag.Length == 3)
            && long.TryParse(tag.AsSpan(1, tag.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out version);
    }
}
