using Crm.Actors.Grains.Telegram.Bot.Texts;

namespace Crm.Actors.Grains.Telegram.Bot.Commands;

/// <summary>Keeps notifications away from the chat, for a while or for good.</summary>
public sealed class MuteCommand : IBotCommand
{
    /// <inheritdoc/>
    public string Name => "mute";

    /// <inheritdoc/>
    public bool NeedsUser => true;

    /// <inheritdoc/>
    public Task RunAsync(BotTurn turn, string arguments)
    {
        switch (arguments.ToLowerInvariant())
        {
            case "on":
                turn.State.MutedUntil = DateTimeOffset.MaxValue;
                turn.Say(BotText.MutedForGood);
                break;
            case "off":
                turn.State.MutedUntil = null;
                turn.Say(BotText.Unmuted);
                break;
            case var text when Durations.Read(text) is { } length:
                turn.State.MutedUntil = turn.Now + length;
                turn.Say(BotText.Muted, LocalTimes.Write(turn.State.MutedUntil.Value, turn.Zone));
                break;
            default:
                turn.Say(BotText.MuteUsage);
                break;
        }

        return Task.CompletedTask;
    }
}
