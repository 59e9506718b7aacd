using System.Collections.Immutable;
using Crm.Actors.Grains.Telegram;
using Crm.Actors.Grains.Telegram.Outgoing;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.Silo.Telegram.Sending;

/// <summary>
/// Does the next thing in a lane: its first message, or several that become one, is sent, waits, or is given up. What it takes to know who gets them comes
/// first and by itself, because it may take long.
/// </summary>
internal sealed partial class SendStep(
    ITelegramApi api,
    ISendingBudget budget,
    ISentMessages sent,
    IRecipients recipients,
    SendingOptions options,
    TimeProvider clock,
    ILogger<SendStep> logger,
    SenderMetrics? metrics = null)
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long it is good to know what goes out next: who mutes or unlinks a chat gets nothing more that waited, and what comes within the chat's second
    /// goes out with it.
    /// </summary>
    private static readonly TimeSpan GoodFor = TimeSpan.FromMilliseconds(800);

    private readonly FloodWatch _flood = new();

    /// <summary>What is known to go out next; null when the lane is to be prepared first.</summary>
    public NextMessages? ReadyIn(SendLane lane) =>
        lane.Next is { } next && clock.GetElapsedTime(next.FoundAt) < GoodFor && next.Messages.All(static pending => pending.Delivery.IsOurs) ? next : null;

    /// <summary>Finds out what goes out next and to whom. That takes as long as the chat's grain takes to answer: nobody else is to wait for it.</summary>
    /// <returns>How long until the lane is to be looked at again.</returns>
    public async Task<TimeSpan> PrepareAsync(SendLane lane)
    {
        lane.Next = null;
        try
        {
            return lane.Blocked is { } blocked ? await UnlinkAsync(lane, blocked) : await FindNextAsync(lane);
        }
        catch (TelegramUnavailableException unavailable)
        {
            LogWaits(unavailable.Message);
            return RetryPause;
        }
    }

    /// <summary>Sends what is ready, as soon as that is allowed.</summary>
    /// <returns>How long until the lane is to be looked at again.</returns>
    public async Task<TimeSpan> SendAsync(SendLane lane, NextMessages next, CancellationToken cancellation)
    {
        var chat = next.Recipient.ChatId;
        var wait = await budget.TakeAsync(chat);
        if (wait > TimeSpan.Zero)
            return wait;
        lane.Next = null;
        try
        {
            return await AskAsync(lane, next, cancellation);
        }
        finally
        {
            // Nobody knows when the request came to Telegram: at the latest now.
            await budget.PauseAsync(chat, options.IntervalOf(chat));
        }
    }

    /// <summary>Counts what nobody foresaw as a try of the first message, so that a defect that stays holds nothing up for ever.</summary>
    /// <returns>How long until the lane is to be looked at again.</returns>
    public TimeSpan Fail(SendLane lane, Exception defect)
    {
        (lane.Next, lane.Blocked) = (null, null);
        lane.Fail(ChatFault.Describe(defect));
        return lane.Attempts < options.MaxAttempts ? options.PauseAfter(lane.Attempts) : RetryPause;
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
        catch (Exception unknown)
        {
            LogWaits(unknown.Message);
        }

        await api.AnswerPressAsync(message.PressId ?? "", Folding.Shorten(message.Text.In(language), Folding.LongestPressAnswer), cancellation);
        await pending.Delivery.DoneAsync();
    }

    private async Task<TimeSpan> FindNextAsync(SendLane lane)
    {
        lane.DropOthers();
        var head = lane.Head(options.FoldAtMost);
        if (head.IsEmpty)
            return TimeSpan.Zero;
        if (lane.Attempts >= options.MaxAttempts)
            return await GiveUpAsync(lane, head[..1], "failed", lane.LastError);
        var known = await sent.AmongAsync([.. head.Select(static pending => pending.Message.Id)]);
        if (known.Contains(head[0].Message.Id))
            return await DoneAsync(lane, head[..1]);
        var first = head[0].Message;
        if (await recipients.FindAsync(first) is not { } recipient || (recipient.IsMuted && first.Kind == OutgoingKind.Notification))
            return await DoneAsync(lane, head[..1]);
        // The same one may wait twice: when the first of them is sent, the other one is known.
        var taken = new HashSet<Guid>(known);
        var fresh = head.TakeWhile(pending => taken.Add(pending.Message.Id)).Select(static pending => pending.Message).ToImmutableArray();
        lane.Next = new NextMessages(head[..Folding.Count(fresh, recipient.Language)], recipient, clock.GetTimestamp());
        return TimeSpan.Zero;
    }

    private async Task<TimeSpan> UnlinkAsync(SendLane lane, NextMessages blocked)
    {
        await recipients.UnlinkAsync(blocked.Recipient.ChatId);
        lane.Blocked = null;
        return await DoneAsync(lane, blocked.Messages);
    }

    private async Task<TimeSpan> AskAsync(SendLane lane, NextMessages next, CancellationToken cancellation)
    {
        var (pending, recipient) = (next.Messages, next.Recipient);
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
                metrics?.CountSent(messages.Length);
                return await DoneAsync(lane, pending);
            case SendOutcome.Limited:
                await budget.PauseAsync(isFlood ? null : recipient.ChatId, result.RetryAfter);
                return result.RetryAfter;
            case SendOutcome.Blocked:
                LogUnlinked(result.Detail);
                lane.Blocked = next;
                return TimeSpan.Zero;
            case SendOutcome.Refused when messages[0].Kind == OutgoingKind.Edit:
                // The person has deleted the message: there is nothing to change, and nothing to replay.
                return await DoneAsync(lane, pending);
            case SendOutcome.Refused when pending.Length > 1:
                // It does not say which of them it means; the others are to go out.
                lane.SendAlone(pending.Length);
                return TimeSpan.Zero;
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
        var given = 0;
        while (given < pending.Length && await pending[given].Delivery.GiveUpAsync(why))
            given++;
        if (given > 0)
        {
            lane.Drop(given);
            metrics?.CountGivenUp(given);
            LogGivenUp(given, reason, error);
        }

        return given == pending.Length ? TimeSpan.Zero : RetryPause;
    }

    [LoggerMessage(5411, LogLevel.Information, "A Telegram chat in which nobody hears us is unlinked: {Reason}")]
    private partial void LogUnlinked(string reason);

    [LoggerMessage(5412, LogLevel.Warning, "{Count} messages for Telegram became dead letters ({Reason}): {Error}")]
    private partial void LogGivenUp(int count, string reason, string error);

    [LoggerMessage(5413, LogLevel.Debug, "Messages for Telegram wait: {Reason}")]
    private partial void LogWaits(string reason);
}
