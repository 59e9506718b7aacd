namespace Crm.Actors.Grains.Notifications;

/// <summary>Texts that are not endless.</summary>
internal static class ShortText
{
    private const string More = "…";

    /// <summary>The text, or its beginning and a mark; never cut through a surrogate pair.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">Characters that there may be, 2 or more.</param>
    public static string Of(string text, int longest)
    {
        if (text.Length <= longest)
            return text;
        var length = longest - More.Length;
        if (char.IsHighSurrogate(text[length - 1]))
            length--;
        return string.Concat(text.AsSpan(0, length), More);
    }
}
