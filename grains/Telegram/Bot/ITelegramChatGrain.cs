using Crm.Actors.Contracts.Telegram;
using Crm.Actors.Grains.Telegram.Outgoing;
using Orleans.Concurrency;

namespace Crm.Actors.Grains.Telegram.Bot;

/// <summary>One chat with the bot; the key is Telegram's number of it. Only silos call it.</summary>
[Alias("crm.ITelegramChatGrain")]
public interface ITelegramChatGrain : IGrainWithIntegerKey
{
    /// <summary>Works on an update, unless that was done before. One after another, in the order in which they are brought.</summary>
    [Alias("Handle")]
    Task<HandledUpdate> Handle(TelegramUpdate update);

    /// <summary>How the chat wants to be spoken to. Does not wait for an update that is worked on: all that is sent to the chat would.</summary>
    [Alias("GetSettings"), AlwaysInterleave]
    Task<ChatSettings> GetSettings();

    /// <summary>Ends the link of the chat, in which nobody hears us.</summary>
    /// <returns>Whether it has ended; if not, try again later.</returns>
    [Alias("Unlink")]
    Task<bool> Unlink();
}

/// <summary>How work on an update ended.</summary>
/// <param name="Outcome">The kind.</param>
/// <param name="Reason">Why not; null when it is done.</param>
[GenerateSerializer, Immutable, Alias("crm.HandledUpdate")]
public sealed record HandledUpdate([property: Id(0)] HandledOutcome Outcome, [property: Id(1)] string? Reason)
{
    public static HandledUpdate Done { get; } = new(HandledOutcome.Done, null);

    public static HandledUpdate Later(string reason) => new(HandledOutcome.Later, reason);
}

/// <summary>The kinds of ends.</summary>
[GenerateSerializer, Alias("crm.HandledOutcome")]
public enum HandledOutcome
{
    /// <summary>It has had its effect, now or before.</summary>
    Done = 0,

    /// <summary>Something that it needs is away. Bring it again.</summary>
    Later = 1,

    /// <summary>A defect: it would fail again. Its person was told so.</summary>
    Failed = 2,
}

/// <summary>How a chat wants to be spoken to.</summary>
/// <param name="Language">In which language.</param>
/// <param name="MutedUntil">No notifications until then; null for all of them.</param>
[GenerateSerializer, Immutable, Alias("crm.ChatSettings")]
public sealed record ChatSettings([property: Id(0)] BotLanguage Language, [property: Id(1)] DateTimeOffset? MutedUntil);
