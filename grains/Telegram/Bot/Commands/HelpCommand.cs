using Crm.Actors.Grains.Telegram.Bot.Texts;

namespace Crm.Actors.Grains.Telegram.Bot.Commands;

/// <summary>Says what the bot can do.</summary>
public sealed class HelpCommand : IBotCommand
{
    /// <inheritdoc/>
    public string Name => "help";

    /// <inheritdoc/>
    public bool NeedsUser => false;

    /// <inheritdoc/>
    public Task RunAsync(BotTurn turn, string arguments)
    {
        turn.Say(BotText.Help);
        return Task.CompletedTask;
    }
}
