using System.Collections.Immutable;
using Crm.Actors.Grains.Telegram;
using Crm.Actors.Grains.Telegram.Outgoing;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.Silo.Telegram.Sending;

/// <summary>Does the next thing in a lane: its first message, or several that become one, is sent, waits, or is given up.</summary>
internal sealed partial class SendStep(
    ITelegramApi api, ISendingBudget budget, ISentMessages sent, IRecipients recipients, SendingOptions options, ILogger<SendStep> logger)
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private readonly FloodWatch _flood = new();

    /// <returns>How long until the lane is to be looked at again.</returns>
    public async Task<TimeSpan> RunAsync(SendLane lane, CancellationToken cancellation)
    {
        lane.DropOthers();
        var head = lane.Head(options.FoldAtMost);
        if (head.IsEmpty)
            return TimeSpan.Zero;
        var known = await sent.AmongAsync([.. head.Select(static pending => pending.Message.Id)]);
        if (known.Contains(head[0].Message.Id))
            return await DoneAsync(lane, head[..1]);
        try
        {
            var first = head[0].Message;
            if (await recipients.FindAsync(first) is not { } recipient || (recipient.IsMuted && first.Kind == OutgoingKind.Notification))
                return await DoneAsync(lane, head[..1]);
            var wait = await budget.TakeAsync(recipient.ChatId);
            if (wait > TimeSpan.Zero)
                return wait;
            var fresh = head.TakeWhile(pending => !known.Contains(pending.Message.Id)).Select(static pending => pending.Message).ToImmutableArray();
            return await SendAsync(lane, head[..Folding.Count(fresh, recipient.Language)], recipient, cancellation);
        }
        catch (TelegramUnavailableException unavailable)
        {
            LogWaits(unavailable.Message);
            return RetryPause;
        }
    }

    /// <summary>Shows a line to whoever pressed a button. One try: later it would help nobody.</summary>
    public async Task AnswerPressAsync(PendingMessage pending, CancellationToken cancellation)
    {
        var message = pending.Message;
        var language = BotLanguage.English;
        try
        {
            language = (await recipients.FindAsync(message))?.Language ?? language;
        }
        catch (TelegramUnavailableException unavailable)
        {
            LogWaits(unavailable.Message);
        }

        await api.AnswerPressAsync(message.PressId ?? "", Folding.Shorten(message.Text.In(language), Folding.LongestPressAnswer), cancellation);
        await pending.Delivery.DoneAsync();
    }

    private async Task<TimeSpan> SendAsync(SendLane lane, ImmutableArray<PendingMessage> pending, Recipient recipient, CancellationToken cancellation)
    {
        var messages = pending.Select(static one => one.Message).ToImmutableArray();
        var rendered = Folding.Render(messages, recipient.Language);
        var result = messages[0] is { Kind: OutgoingKind.Edit, MessageId: { } edited }
            ? await api.EditAsync(recipient.ChatId, edited, rendered, cancellation)
            : await api.SendAsync(recipient.ChatId, rendered, cancellation);
        var isFlood = _flood.Note(result.Outcome == SendOutcome.Limited);
        switch (result.Outcome)
        {
            case SendOutcome.Done:
                // Killed between Telegram's answer and this, the message is sent a second time.
                await sent.AddAsync([.. messages.Select(static message => message.Id)]);
                return await DoneAsync(lane, pending);
            case SendOutcome.Limited:
                await budget.PauseAsync(isFlood ? null : recipient.ChatId, result.RetryAfter);
                return result.RetryAfter;
            case SendOutcome.Blocked:
                await recipients.UnlinkAsync(recipient.ChatId);
                LogUnlinked(result.Detail);
                return await DoneAsync(lane, pending);
            case SendOutcome.Refused when messages[0].Kind == OutgoingKind.Edit:
                // The person has deleted the message: there is nothing to change, and nothing to replay.
                return await DoneAsync(lane, pending);
            case SendOutcome.Refused:
                lane.Fail(result.Detail);
                return await GiveUpAsync(lane, pending, "refused", result.Detail);
            default:
                lane.Fail(result.Detail);
                return lane.Attempts < options.MaxAttempts ? options.PauseAfter(lane.Attempts) : await GiveUpAsync(lane, pending, "failed", result.Detail);
        }
    }

    private static async Task<TimeSpan> DoneAsync(SendLane lane, ImmutableArray<PendingMessage> pending)
    {
        lane.Drop(pending.Length);
        foreach (var one in pending)
            await one.Delivery.DoneAsync();
        return TimeSpan.Zero;
    }

    /// <summary>Gives messages up. Where they cannot be kept as dead letters now, they wait rather than get lost.</summary>
    private async Task<TimeSpan> GiveUpAsync(SendLane lane, ImmutableArray<PendingMessage> pending, string reason, string error)
    {
        var why = new GivenUp(reason, lane.FirstError, error, lane.Attempts);
        LogGivenUp(pending.Length, reason, error);
        var given = 0;
        while (given < pending.Length && await pending[given].Delivery.GiveUpAsync(why))
            given++;
        if (given > 0)
            lane.Drop(given);
        return given == pending.Length ? TimeSpan.Zero : RetryPause;
    }

    [LoggerMessage(5411, LogLevel.Information, "A Telegram chat in which nobody hears us was unlinked: {Reason}")]
    private partial void LogUnlinked(string reason);

    [LoggerMessage(5412, LogLevel.Warning, "{Count} messages for Telegram became dead letters ({Reason}): {Error}")]
    private partial void LogGivenUp(int count, string reason, string error);

    [LoggerMessage(5413, LogLevel.Debug, "Messages for Telegram wait: {Reason}")]
    private partial void LogWaits(string reason);
}
