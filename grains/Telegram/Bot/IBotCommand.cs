namespace Crm.Actors.Grains.Telegram.Bot;

/// <summary>What a text that begins with a slash does.</summary>
public interface IBotCommand
{
    /// <summary>Without the slash, in lower case.</summary>
    string Name { get; }

    /// <summary>Whether it is for linked chats alone; others are told how to link.</summary>
    bool NeedsUser { get; }

    /// <param name="turn">Takes the answers.</param>
    /// <param name="arguments">What follows the name, without spaces around it.</param>
    /// <exception cref="BotAwayException">Something that it needs does not answer now.</exception>
    Task RunAsync(BotTurn turn, string arguments);
}
