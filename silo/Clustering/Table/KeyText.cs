using System.Globalization;
using System.Text;

namespace Crm.Actors.Clustering.Consul;

/// <summary>
/// Writes names as parts of keys: letters, digits, '-', '_' and '.' stay, but for a '.' at an end; every other byte of their UTF-8 becomes ',' with two
/// hexadecimal digits. Different names stay different, none has a '/', and newer versions of Consul take no other characters in keys.
/// </summary>
internal static class KeyText
{
    public static string Of(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var bytes = Encoding.UTF8.GetBytes(name);
        var text = new StringBuilder(bytes.Length);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (IsPlain((char)bytes[i]) || (bytes[i] == '.' && i > 0 && i < bytes.Length - 1))
                text.Append((char)bytes[i]);
            else
                text.Append(CultureInfo.InvariantCulture, $",{bytes[i]:x2}");
        }

        return text.ToString();
    }

    /// <summary>Whether a text is one or more such parts, with '/' between them, as it stands.</summary>
    public static bool IsFolder(string? text) => text is { Length: > 0 } && text.Split('/').All(static part => part.Length > 0 && Of(part) == part);

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_';
}
