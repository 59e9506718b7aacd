using System.Text.Json;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Auth;
using Crm.Actors.Contracts.Telegram;
using Crm.Actors.Contracts.Users;
using Crm.Actors.Grains.Calendars;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Telegram.Outgoing;
using Microsoft.Extensions.Logging;
using NodaTime;
using Orleans.Storage;

namespace Crm.Actors.Grains.Telegram.Bot;

/// <inheritdoc cref="ITelegramChatGrain"/>
/// <remarks>
/// Effects come first, under keys that follow from the update; then the answers go into their queue, under such ids; then the state is written, with the
/// update in it. Killed anywhere between, all of it is done again and nothing happens twice.
/// </remarks>
public sealed partial class TelegramChatGrain(
    [PersistentState("telegram-chat", "Default")] IPersistentState<ChatState> stored,
    BotBrain brain,
    IOutgoingQueue outgoing,
    KernelServices services,
    BotOptions options,
    ILogger<TelegramChatGrain> logger) : Grain, ITelegramChatGrain
{
    private readonly ILogger _logger = logger;

    private long ChatId => this.GetPrimaryKeyLong();

    /// <inheritdoc/>
    public async Task<HandledUpdate> Handle(TelegramUpdate update)
    {
        if (stored.State.Handled.Contains(update.UpdateId))
            return HandledUpdate.Done;
        try
        {
            return await WorkAsync(update);
        }
        catch (Exception away) when (away is BotAwayException or TelegramUnavailableException or OrleansException or TimeoutException)
        {
            return HandledUpdate.Later(away.Message);
        }
    }

    /// <inheritdoc/>
    public Task<ChatSettings> GetSettings() => Task.FromResult(new ChatSettings(stored.State.Language, stored.State.MutedUntil));

    /// <inheritdoc/>
    public async Task<bool> Unlink()
    {
        try
        {
            if (await UserAsync() is not { } user)
                return true;
            var context = new CommandContext(BotCallers.Of(user, stored.State.Language), null, Guid.Empty, null);
            return (await Links.Unlink(new UnlinkTelegram(context, Origin.System)).DecidedAsync()).Rejection is null;
        }
        catch (BotAwayException)
        {
            return false;
        }
    }

    private ITelegramLinksGrain Links => GrainFactory.GetGrain<ITelegramLinksGrain>(0);

    private async Task<HandledUpdate> WorkAsync(TelegramUpdate update)
    {
        var user = await UserAsync();
        var state = Copy(stored.State);
        if (update.Language is not null)
            state.Language = BotLanguages.Of(update.Language);
        var turn = new BotTurn(update, user, state, ZoneOf(state), services.Now());
        var failed = await TryAnswerAsync(turn);
        if (failed is not null)
        {
            // What the turn changed half-way does not count.
            state = Copy(stored.State);
            turn = new BotTurn(update, user, state, ZoneOf(state), services.Now());
            turn.SayDefect();
        }

        foreach (var answer in turn.Answers)
            await outgoing.PutAsync(answer);
        // It is not noted as handled: as a dead letter it can be replayed when the defect is mended.
        if (failed is not null)
            return new HandledUpdate(HandledOutcome.Failed, failed);
        state.Remember(update.UpdateId);
        return await WriteAsync(state) ? HandledUpdate.Done : HandledUpdate.Later("The chat's state cannot be written.");
    }

    /// <summary>Null when all is well, else what the defect said.</summary>
    private async Task<string?> TryAnswerAsync(BotTurn turn)
    {
        try
        {
            await brain.AnswerAsync(turn);
            return null;
        }
        catch (Exception defect) when (defect is not (BotAwayException or TelegramUnavailableException or OrleansException or TimeoutException))
        {
            LogDefect(defect, turn.Update.UpdateId);
            return defect.Message;
        }
    }

    private async Task<UserView?> UserAsync() => (await Links.FindUser(ChatId).DecidedAsync()).Value;

    private async Task<bool> WriteAsync(ChatState state)
    {
        var before = stored.State;
        try
        {
            stored.State = state;
            await stored.WriteStateAsync();
            return true;
        }
        catch (Exception problem)
        {
            stored.State = before;
            // Also when another activation has written meanwhile: the next one starts from what is stored.
            LogNotWritten(problem is InconsistentStateException ? "somebody else has written it" : problem.Message);
            DeactivateOnIdle();
            return false;
        }
    }

    private DateTimeZone ZoneOf(ChatState state) => TimeZones.TryFind(state.TimeZone, out var zone) ? zone : options.TimeZone;

    /// <summary>A turn that cannot be finished leaves no traces in what is stored.</summary>
    private static ChatState Copy(ChatState state) => JsonSerializer.Deserialize<ChatState>(JsonSerializer.SerializeToUtf8Bytes(state))!;

    [LoggerMessage(5431, LogLevel.Error, "Telegram's update {Update} could not be worked on; its person was told so")]
    private partial void LogDefect(Exception exception, long update);

    [LoggerMessage(5432, LogLevel.Warning, "The state of a chat was not written; its update is worked on again: {Reason}")]
    private partial void LogNotWritten(string reason);
}
