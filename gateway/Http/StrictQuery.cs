using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Http;

/// <summary>Reads a query string of known parameters, each at most once; everything else is an error that names it.</summary>
internal sealed class StrictQuery
{
    private static readonly Dictionary<string, string> None = [];

    private readonly Dictionary<string, string> _values;

    private StrictQuery(Dictionary<string, string> values) => _values = values;

    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>The parameters that are given.</summary>
    public IEnumerable<string> Names => _values.Keys;

    /// <summary>The parameter <c>limit</c>: how many entries are wanted, from 1 on.</summary>
    public int Limit(int fallback, int max, RequestErrors errors)
    {
        if (this["limit"] is not { } text) return fallback;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit >= 1 && limit <= max) return limit;
        errors.Parameter("limit", $"must be a whole number from 1 to {max}");
        return fallback;
    }

    /// <summary>Reports every parameter, for routes that take none.</summary>
    public static void Refuse(HttpRequest request, RequestErrors errors)
    {
        if (request.QueryString.HasValue) Read(request, [], errors);
    }

    public static StrictQuery Read(HttpRequest request, ReadOnlySpan<string> known, RequestErrors errors) => Read(request, known, static _ => false, errors);

    /// <param name="request">The request.</param>
    /// <param name="known">Names that are known.</param>
    /// <param name="knows">Whether another name is known, too.</param>
    /// <param name="errors">Takes what is wrong.</param>
    public static StrictQuery Read(HttpRequest request, ReadOnlySpan<string> known, Func<string, bool> knows, RequestErrors errors)
    {
        if (request.QueryString.Value is not { Length: > 1 } query) return new StrictQuery(None);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var range in query.AsSpan(1).Split('&'))
        {
            var pair = query.AsSpan(1)[range];
            if (pair.IsEmpty) continue;
            var equals = pair.IndexOf('=');
            var name = Decode(equals < 0 ? pair : pair[..equals]);
            if (name is null) errors.Parameter("(broken name)", "is not percent-encoded UTF-8");
            else if (!known.Contains(name) && !knows(name)) errors.Parameter(Shown(name), "is not known here");
            else if (Decode(equals < 0 ? default : pair[(equals + 1)..]) is not { } value) errors.Parameter(name, "is not percent-encoded UTF-8 without NUL");
            else if (!values.TryAdd(name, value)) errors.Parameter(name, "is given twice");
        }

        return new StrictQuery(values);
    }

    private static string Shown(string name) => name.Length <= JsonPointer.MaxName ? name : name[..JsonPointer.MaxName] + "...";

    /// <summary>The text of a part of <c>application/x-www-form-urlencoded</c>, or null when it is none.</summary>
    private static string? Decode(ReadOnlySpan<char> encoded)
    {
        if (encoded.IndexOfAny('%', '+') < 0 && Ascii.IsValid(encoded)) return encoded.Contains('\0') ? null : encoded.ToString();
        var bytes = new ArrayBufferWriter<byte>(encoded.Length + 1);
        for (var i = 0; i < encoded.Length; i++)
        {
            var c = encoded[i];
            if (c == '%')
            {
                if (i + 2 >= encoded.Length || !byte.TryParse(encoded.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, null, out var value)) return null;
                bytes.Write([value]);
                i += 2;
            }
            else if (c is '+') bytes.Write(" "u8);
            else if (c < 128) bytes.Write([(byte)c]);
            else return null;
        }

        var decoded = bytes.WrittenSpan;
        return Utf8.IsValid(decoded) && !decoded.Contains((byte)0) ? Encoding.UTF8.GetString(decoded) : null;
    }
}
