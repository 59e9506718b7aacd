using Crm.Actors.Contracts.Telegram;
using Crm.Actors.Grains.Telegram.Outgoing;

namespace Crm.Actors.Grains.Telegram.Bot;

/// <summary>What is kept of a chat, in the row of its grain. A dialogue that was begun is in here, so it goes on after a restart.</summary>
[GenerateSerializer, Alias("crm.ChatState")]
public sealed class ChatState
{
    /// <summary>Updates that are remembered, so that one that comes twice has its effect once.</summary>
    public const int MaxHandled = 200;

    /// <summary>Deals and tasks that the last list named by numbers.</summary>
    public const int MaxListed = 10;

    /// <summary>The newest of the updates that were handled, oldest first.</summary>
    [Id(0)] public List<long> Handled { get; set; } = [];

    [Id(1)] public BotLanguage Language { get; set; }

    [Id(2)] public DateTimeOffset? MutedUntil { get; set; }

    /// <summary>An IANA time zone, such as <c>Europe/Berlin</c>; null for that of the installation.</summary>
    [Id(3)] public string? TimeZone { get; set; }

    /// <summary>What <c>/deal 1</c> means.</summary>
    [Id(4)] public List<Guid> ListedDeals { get; set; } = [];

    /// <summary>What <c>/done 1</c> means.</summary>
    [Id(5)] public List<ListedTask> ListedTasks { get; set; } = [];

    /// <summary>The dialogue that is under way; null for none.</summary>
    [Id(6)] public DialogueState? Dialogue { get; set; }

    /// <summary>The number of the last dialogue's last question: its buttons carry it, and those of earlier questions do nothing.</summary>
    [Id(7)] public long DialogueVersion { get; set; }

    /// <summary>Telegram's number of the person who linked the chat: in a group the others do not act as that user.</summary>
    [Id(8)] public long? LinkedBy { get; set; }

    /// <summary>Whether an update is of somebody who acts as the user whose chat it is.</summary>
    public bool IsOfLinker(TelegramUpdate update) => !update.IsInGroup || (update.SenderId is { } sender && sender == LinkedBy);

    /// <summary>Notes an update as handled.</summary>
    public void Remember(long updateId)
    {
        Handled.Add(updateId);
        if (Handled.Count > MaxHandled)
            Handled.RemoveRange(0, Handled.Count - MaxHandled);
    }
}

/// <summary>A task as a list named it.</summary>
[GenerateSerializer, Alias("crm.ListedTask")]
public sealed class ListedTask
{
    [Id(0)] public Guid Id { get; set; }

    [Id(1)] public long Version { get; set; }
}

/// <summary>Where a dialogue is.</summary>
[GenerateSerializer, Alias("crm.DialogueState")]
public sealed class DialogueState
{
    /// <summary>Which dialogue.</summary>
    [Id(0)] public string Kind { get; set; } = "";

    /// <summary>What it waits for.</summary>
    [Id(1)] public string Step { get; set; } = "";

    /// <summary>What was answered so far.</summary>
    [Id(2)] public Dictionary<string, string> Answers { get; set; } = [];

    /// <summary>Then it is forgotten.</summary>
    [Id(3)] public DateTimeOffset ExpiresAt { get; set; }
}
