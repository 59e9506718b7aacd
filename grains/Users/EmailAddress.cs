using System.Buffers;

namespace Crm.Actors.Grains.Users;

/// <summary>
/// E-mail addresses as log-in names: the unquoted ASCII form of RFC 5321 section 4.1.2. Local parts are compared without regard to case,
/// as every large provider does, so that one mailbox is one user.
/// </summary>
public static class EmailAddress
{
    /// <summary>Characters of a whole address (RFC 5321 section 4.5.3.1.3, less the angle brackets).</summary>
    public const int MaxLength = 254;

    private const int MaxLocalPart = 64;
    private const int MaxLabel = 63;

    private static readonly SearchValues<char> Atom =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&'*+-/=?^_`{|}~");

    private static readonly SearchValues<char> Label =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>The form that is unique: all in lower case. False when the text is no address.</summary>
    public static bool TryNormalize(string text, out string normalized)
    {
        normalized = "";
        var at = text.IndexOf('@', StringComparison.Ordinal);
        if (text.Length > MaxLength || at is < 1 or > MaxLocalPart)
            return false;
        if (!AreAll(text.AsSpan(0, at), static part => !part.IsEmpty && !part.ContainsAnyExcept(Atom)))
            return false;
        if (!AreAll(text.AsSpan(at + 1), static label =>
            label.Length is > 0 and <= MaxLabel && label[0] != '-' && label[^1] != '-' && !label.ContainsAnyExcept(Label)))
        {
            return false;
        }

        normalized = text.ToLowerInvariant();
        return true;
    }

    private static bool AreAll(ReadOnlySpan<char> text, Func<ReadOnlySpan<char>, bool> isGood)
    {
        foreach (var part in text.Split('.'))
        {
            if (!isGood(text[part]))
                return false;
        }

        return true;
    }
}
