using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Tasks;

namespace Crm.Actors.Grains.Deals;

/// <summary>The events of deals as JSON.</summary>
public sealed class DealEventCodec : IEventCodec<DealEvent>
{
    private static readonly FrozenDictionary<Type, (string Name, short SchemaVersion)> Types = typeof(DealEvent).Assembly.GetTypes()
        .Where(static type => type.IsSubclassOf(typeof(DealEvent)))
        .ToFrozenDictionary(static type => type, static type =>
        {
            var attribute = type.GetCustomAttribute<EventTypeAttribute>()!;
            return (attribute.Name, attribute.SchemaVersion);
        });

    /// <inheritdoc/>
    public (string Name, short SchemaVersion) TypeOf(DealEvent happened) => Types[happened.GetType()];

    /// <inheritdoc/>
    public void Write(DealEvent happened, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        switch (happened)
        {
            case DealCreated created:
                DealEventWriter.Snapshot(writer, created);
                break;
            case DealUpdated updated:
                DealEventWriter.Changes(writer, updated.Changes);
                break;
            case DealStageChanged moved:
                writer.WriteString("from", moved.From);
                writer.WriteString("to", moved.To);
                break;
            case DealOwnerChanged given:
                writer.WriteString("from", given.From);
                writer.WriteString("to", given.To);
                break;
            case DealTeamChanged moved:
                DealEventWriter.Id(writer, "from", moved.From);
                DealEventWriter.Id(writer, "to", moved.To);
                break;
            case DealShared shared:
                writer.WriteString("with", shared.With);
                break;
            case DealUnshared unshared:
                writer.WriteString("with", unshared.With);
                break;
            case DealLost lost:
                writer.WriteString("reason", lost.Reason);
                break;
            case TaskRequested requested:
                TaskRequestJson.Write(writer, requested);
                break;
            case DealSlaWarned warned:
                StageDeadlineJson.WritePassed(writer, warned.Entered, warned.BreachAt, warned.IsLate);
                break;
            case DealSlaBreached breached:
                StageDeadlineJson.WritePassed(writer, breached.Entered, breached.BreachAt, breached.IsLate);
                break;
        }

        DealEventWriter.Context(writer, happened.Deal);
        DealEventWriter.Before(writer, happened.Before);
        StageDeadlineJson.Write(writer, happened.Deadline);
        writer.WriteEndObject();
    }

    /// <inheritdoc/>
    public DealEvent Read(string name, short schemaVersion, ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var data = document.RootElement;
        var deal = DealEventReader.Context(data.GetProperty("deal"));
        var before = data.TryGetProperty("before", out var former) ? DealEventReader.Before(former) : null;
        DealEvent happened = (name, schemaVersion) switch
        {
            ("deal.created", 1) => DealEventReader.Created(data.GetProperty("snapshot"), deal),
            ("deal.updated", 1) => new DealUpdated(DealEventReader.Changes(data.GetProperty("changes")), deal, before),
            ("deal.stage.changed", 1) => new DealStageChanged(data.Text("from"), data.Text("to"), deal, before),
            ("deal.owner.changed", 1) => new DealOwnerChanged(
                data.GetProperty("from").GetGuid(), data.GetProperty("to").GetGuid(), deal, before),
            ("deal.team.changed", 1) => new DealTeamChanged(
                DealEventReader.Id(data.GetProperty("from")), DealEventReader.Id(data.GetProperty("to")), deal, before),
            ("deal.shared", 1) => new DealShared(data.GetProperty("with").GetGuid(), deal, before),
            ("deal.unshared", 1) => new DealUnshared(data.GetProperty("with").GetGuid(), deal, before),
            ("deal.won", 1) => new DealWon(deal, before),
            ("deal.lost", 1) => new DealLost(data.Text("reason"), deal, before),
            ("deal.reopened", 1) => new DealReopened(deal, before),
            ("deal.archived", 1) => new DealArchived(deal, before),
            ("deal.restored", 1) => new DealRestored(deal, before),
            ("task.requested", 1) => TaskRequestJson.Read(data.GetProperty("request"), deal),
            ("deal.sla.warned", 1) => Warned(StageDeadlineJson.ReadPassed(data), deal),
            ("deal.sla.breached", 1) => Breached(StageDeadlineJson.ReadPassed(data), deal),
            _ => throw new InvalidOperationException($"No event of a deal is called '{name}' with schema version {schemaVersion}."),
        };
        return StageDeadlineJson.Read(data) is { } deadline ? happened with { Deadline = deadline } : happened;
    }

    private static DealSlaWarned Warned((long Entered, DateTimeOffset BreachAt, bool IsLate) passed, DealContext deal) =>
        new(passed.Entered, passed.BreachAt, passed.IsLate, deal);

    private static DealSlaBreached Breached((long Entered, DateTimeOffset BreachAt, bool IsLate) passed, DealContext deal) =>
        new(passed.Entered, passed.BreachAt, passed.IsLate, deal);
}
