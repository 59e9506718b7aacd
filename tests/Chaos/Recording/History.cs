using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Payments;
using Crm.Actors.Grains.Tasks;

namespace Crm.Actors.Chaos.Recording;

/// <summary>All that is known of a run after its end, when everything is quiet: what clients were told and saw, and what is stored.</summary>
public sealed record History
{
    public IReadOnlyList<Edit> Edits { get; init; } = [];

    /// <summary>The log in the order of positions.</summary>
    public IReadOnlyList<LogRow> Log { get; init; } = [];

    /// <summary>The rows of all deals.</summary>
    public IReadOnlyList<DealState> Deals { get; init; } = [];

    /// <summary>The rows of all payments.</summary>
    public IReadOnlyList<PaymentState> Payments { get; init; } = [];

    /// <summary>The rows of all tasks.</summary>
    public IReadOnlyList<TaskState> Tasks { get; init; } = [];

    /// <summary>What <c>silo verify</c> found wrong, a line each.</summary>
    public IReadOnlyList<string> Differences { get; init; } = [];

    public IReadOnlyList<StreamSeen> Streams { get; init; } = [];

    /// <summary>What a foreign consumer got that was there from the beginning; null when there is no broker.</summary>
    public IReadOnlyList<WireMessage>? Wire { get; init; }

    /// <summary>Null when it could not be had.</summary>
    public SummaryReading? Summary { get; init; }

    public IReadOnlyList<RepeatedAnswer> Repeated { get; init; } = [];

    public IReadOnlyList<Outage> Outages { get; init; } = [];

    /// <summary>What was to be told in Telegram's chats, and what came there; null where nothing was.</summary>
    public TelegramSeen? Telegram { get; init; }

    /// <summary>When all was quiet, by the clock of the machine: reminders up to then have come.</summary>
    public DateTimeOffset EndedAt { get; init; } = DateTimeOffset.MaxValue;

    /// <summary>What did not come to rest in time.</summary>
    public IReadOnlyList<string> Stuck { get; init; } = [];

    /// <summary>The newest position.</summary>
    public long Head => Log.Count == 0 ? 0 : Log[^1].Position;
}
