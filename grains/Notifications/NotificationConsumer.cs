using System.Collections.Immutable;
using Crm.Actors.Contracts.Notes.Events;
using Crm.Actors.Contracts.Notifications;
using Crm.Actors.Contracts.Payments.Events;
using Crm.Actors.Grains.Consumers;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Notes;
using Crm.Actors.Grains.Payments;
using Crm.Actors.Grains.Tasks;

namespace Crm.Actors.Grains.Notifications;

/// <summary>Finds the events that people may have to be told of. Who of them may see it and wants it is decided later, by what is so then.</summary>
public sealed class NotificationConsumer : IConsumer<NotificationSource>
{
    /// <summary>Also in SQL, where its partitions are.</summary>
    public const string ConsumerName = "notifications";

    private readonly DealEventCodec _deals = new();
    private readonly NoteEventCodec _notes = new();
    private readonly PaymentEventCodec _payments = new();
    private readonly TaskEventCodec _tasks = new();

    /// <inheritdoc/>
    public string Name => ConsumerName;

    /// <inheritdoc/>
    public ImmutableArray<string> AggregateTypes { get; } = ["deal", "note", "payment", "task"];

    /// <inheritdoc/>
    public bool WaitsForDisk => false;

    /// <inheritdoc/>
    public ImmutableArray<string> EventTypes => NotificationTypes.All;

    /// <inheritdoc/>
    public IReadOnlyList<NotificationSource> Decide(LoggedEvent logged)
    {
        var e = logged.Event;
        var source = e.Type.Split('.') switch
        {
            ["task", ..] => NotificationFacts.Of(e, _tasks.Read(e.Type, logged.SchemaVersion, e.Data)),
            ["deal", "note", ..] => NotificationFacts.Of(e, (NoteCreated)_notes.Read(e.Type, logged.SchemaVersion, e.Data)),
            ["deal", "payment", ..] => NotificationFacts.Of(e, (PaymentEntryEvent)_payments.Read(e.Type, logged.SchemaVersion, e.Data)),
            _ => NotificationFacts.Of(e, _deals.Read(e.Type, logged.SchemaVersion, e.Data)),
        };
        return source.Audience.IsEmpty ? [] : [source];
    }
}
