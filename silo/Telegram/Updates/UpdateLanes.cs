using Crm.Actors.Contracts.Telegram;
using Crm.Actors.Grains.Telegram.Bot;
using Crm.Actors.Silo.Telegram.Sending;
using Microsoft.Extensions.Logging;

namespace Crm.Actors.Silo.Telegram.Updates;

/// <summary>
/// Brings updates to their chats: those of a chat one after another, chats beside each other. What cannot be worked on now is brought again; it holds up
/// its own chat, and no other. Outages may last; what fails without one is given up.
/// </summary>
internal sealed partial class UpdateLanes(IGrainFactory grains, TimeProvider clock, ILogger<UpdateLanes> logger) : IDisposable
{
    /// <summary>Tries that fail without an outage, before the update becomes a dead letter.</summary>
    private const int MaxAttempts = 10;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<long, Task> _last = [];
    private readonly CancellationTokenSource _stopping = new();
    private int _waiting;

    /// <summary>Updates that were taken and are not done with.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Takes an update; returns at once.</summary>
    public void Take(TelegramUpdate update, IDelivery delivery)
    {
        lock (_lock)
        {
            var mine = RunAsync(_last.GetValueOrDefault(update.ChatId, Task.CompletedTask), update, delivery);
            _last[update.ChatId] = mine;
            _waiting++;
            _ = ForgetAsync(update.ChatId, mine);
        }
    }

    /// <summary>Stops bringing.</summary>
    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

    private async Task RunAsync(Task before, TelegramUpdate update, IDelivery delivery)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        var pause = FirstPause;
        GivenUp? failed = null;
        while (delivery.IsOurs)
        {
            try
            {
                if (await TryAsync(update, delivery))
                    return;
            }
            catch (Exception failure) when (!_stopping.IsCancellationRequested)
            {
                // The chat's silo, or the database from which the chat is read; or the chat itself, which cannot be read.
                var error = ChatFault.Describe(failure);
                LogLater(update.UpdateId, error);
                if (!ChatFault.IsOutage(failure))
                    failed = After(failed, error);
                if (failed is { Attempts: >= MaxAttempts } && await GiveUpAsync(update, delivery, failed))
                    return;
            }

            await Task.Delay(pause, clock, _stopping.Token);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <summary>Whether the update is done with.</summary>
    private async Task<bool> TryAsync(TelegramUpdate update, IDelivery delivery)
    {
        var handled = await grains.GetGrain<ITelegramChatGrain>(update.ChatId).Handle(update);
        if (handled.Outcome == HandledOutcome.Later)
        {
            LogLater(update.UpdateId, handled.Reason ?? "");
            return false;
        }

        if (handled.Outcome == HandledOutcome.Failed)
            return await delivery.GiveUpAsync(new GivenUp("failed", handled.Reason ?? "", handled.Reason ?? "", 1));
        await delivery.DoneAsync();
        return true;
    }

    private static GivenUp After(GivenUp? failed, string error) =>
        failed is null ? new GivenUp("failed", error, error, 1) : failed with { LastError = error, Attempts = failed.Attempts + 1 };

    private async Task<bool> GiveUpAsync(TelegramUpdate update, IDelivery delivery, GivenUp why)
    {
        if (!await delivery.GiveUpAsync(why))
            return false;
        LogGivenUp(update.UpdateId, why.Attempts, why.LastError);
        return true;
    }

    private async Task ForgetAsync(long chatId, Task mine)
    {
        await mine.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        lock (_lock)
        {
            _waiting--;
            if (_last.TryGetValue(chatId, out var last) && last == mine)
                _last.Remove(chatId);
        }
    }

    [LoggerMessage(5441, LogLevel.Information, "Telegram's update {Update} is brought to its chat again: {Reason}")]
    private partial void LogLater(long update, string reason);

    [LoggerMessage(5442, LogLevel.Error, "Telegram's update {Update} became a dead letter after {Attempts} tries: {Reason}")]
    private partial void LogGivenUp(long update, int attempts, string reason);
}
