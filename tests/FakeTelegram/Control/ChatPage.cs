namespace Crm.Actors.FakeTelegram.Control;

/// <summary>A page that shows one chat, so that one can try the bot in a browser.</summary>
internal static class ChatPage
{
    public static string Html { get; } = Read();

    private static string Read()
    {
        using var stream = typeof(ChatPage).Assembly.GetManifestResourceStream("chat.html")
            ?? throw new InvalidOperationException("The page is not in the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
