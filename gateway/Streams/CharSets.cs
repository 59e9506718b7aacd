using System.Buffers;

namespace Crm.Actors.Gateway.Streams;

/// <summary>The characters that ids and patterns are made of.</summary>
internal static class CharSets
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Digits = "0123456789";
    private static readonly SearchValues<char> LettersAndDigits = SearchValues.Create(Letters + Digits);
    private static readonly SearchValues<char> TypeName = SearchValues.Create(Letters + Digits + "._-");

    public static bool ContainsOnlyLettersAndDigits(this ReadOnlySpan<char> text) => !text.ContainsAnyExcept(LettersAndDigits);

    public static bool ContainsOnlyTypeNameCharacters(this ReadOnlySpan<char> text) => !text.ContainsAnyExcept(TypeName);
}
