using Crm.Actors.Contracts.Notes;
using Crm.Actors.Grains.Telegram.Bot.Texts;

namespace Crm.Actors.Grains.Telegram.Bot.Commands;

/// <summary>Adds a note to a deal.</summary>
public sealed class NoteCommand(BotDeals deals, IGrainFactory grains) : IBotCommand
{
    private static readonly char[] Spaces = [' ', '\n'];

    /// <inheritdoc/>
    public string Name => "note";

    /// <inheritdoc/>
    public bool NeedsUser => true;

    /// <inheritdoc/>
    public async Task RunAsync(BotTurn turn, string arguments)
    {
        if (arguments.Split(Spaces, 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is not [var number, var text])
        {
            turn.Say(BotText.NoteUsage);
            return;
        }

        if ((await deals.FindAsync(turn, number)).One is not { } deal)
        {
            turn.Say(BotText.NoSuchDeal);
            return;
        }

        var context = turn.Command();
        var result = await grains.GetGrain<INoteGrain>(turn.NewId("note")).Create(new CreateNote(context, deal.Id, text)).DecidedAsync();
        if (result.Rejection is { } refused)
            turn.Say(BotText.Refused, refused.Detail);
        else
            turn.Say(BotText.NoteAdded, deal.Title);
    }
}
