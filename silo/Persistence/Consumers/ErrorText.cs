namespace Crm.Actors.Persistence.Consumers;

/// <summary>Texts that come from anywhere, as the database can keep them.</summary>
internal static class ErrorText
{
    private const int Longest = 1000;

    /// <summary>Without NUL, which PostgreSQL has no place for, and not endless.</summary>
    public static string Of(string text) => (text.Length > Longest ? text[..Longest] : text).Replace('\0', '\uFFFD');
}
