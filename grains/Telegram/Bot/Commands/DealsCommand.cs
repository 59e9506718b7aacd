using Crm.Actors.Grains.Telegram.Bot.Texts;

namespace Crm.Actors.Grains.Telegram.Bot.Commands;

/// <summary>Lists the newest deals, or those with some words.</summary>
public sealed class DealsCommand(BotDeals deals) : IBotCommand
{
    /// <inheritdoc/>
    public string Name => "deals";

    /// <inheritdoc/>
    public bool NeedsUser => true;

    /// <inheritdoc/>
    public async Task RunAsync(BotTurn turn, string arguments)
    {
        var found = await deals.ListAsync(turn, arguments);
        if (found.IsEmpty)
            turn.Say(BotText.NoDeals);
        else
            turn.Reply(DealCards.Lines(found), DealCards.Buttons(found));
    }
}
