using Crm.Actors.Grains.Calendars;
using Crm.Actors.Grains.Telegram.Bot.Texts;

namespace Crm.Actors.Grains.Telegram.Bot.Commands;

/// <summary>Says where "tomorrow" is.</summary>
public sealed class ZoneCommand : IBotCommand
{
    /// <inheritdoc/>
    public string Name => "zone";

    /// <inheritdoc/>
    public bool NeedsUser => true;

    /// <inheritdoc/>
    public Task RunAsync(BotTurn turn, string arguments)
    {
        var zone = turn.Zone;
        if (arguments.Length > 0)
        {
            if (!TimeZones.TryFind(arguments, out var named))
            {
                turn.Say(BotText.NoSuchZone);
                return Task.CompletedTask;
            }

            turn.State.TimeZone = named.Id;
            zone = named;
        }

        turn.Say(BotText.Zone, zone.Id, LocalTimes.Write(turn.Now, zone));
        return Task.CompletedTask;
    }
}
