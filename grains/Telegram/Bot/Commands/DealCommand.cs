using Crm.Actors.Grains.Telegram.Bot.Texts;

namespace Crm.Actors.Grains.Telegram.Bot.Commands;

/// <summary>Shows one deal.</summary>
public sealed class DealCommand(BotDeals deals) : IBotCommand
{
    /// <inheritdoc/>
    public string Name => "deal";

    /// <inheritdoc/>
    public bool NeedsUser => true;

    /// <inheritdoc/>
    public async Task RunAsync(BotTurn turn, string arguments)
    {
        if (arguments.Length == 0)
        {
            turn.Say(BotText.DealUsage);
            return;
        }

        var (deal, several) = await deals.FindAsync(turn, arguments);
        if (deal is not null)
            turn.Reply(DealCards.Card(deal, await deals.PipelineAsync(deal.PipelineId)), DealCards.CardButtons(deal));
        else if (several.IsEmpty)
            turn.Say(BotText.NoSuchDeal);
        else
            turn.Reply(DealCards.Lines(several), DealCards.Buttons(several));
    }
}
