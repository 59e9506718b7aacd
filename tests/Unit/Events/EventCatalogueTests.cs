using System.Buffers;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Gateway.Streams;
using Crm.Actors.Grains.ApiKeys;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;
using Crm.Actors.Grains.Notes;
using Crm.Actors.Grains.Notifications;
using Crm.Actors.Grains.Payments;
using Crm.Actors.Grains.Pipelines;
using Crm.Actors.Grains.Tasks;
using Crm.Actors.Grains.Teams;
using Crm.Actors.Grains.Users;
using Crm.Actors.Persistence.Feed;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Events;

/// <summary><c>docs/events.md</c> is what other systems are built from: it names every event type as it is, and none that there is not.</summary>
public sealed class EventCatalogueTests
{
    private static readonly Dictionary<string, (Type Event, short SchemaVersion)> Types = typeof(EventTypeAttribute).Assembly.GetTypes()
        .Where(static type => type.GetCustomAttribute<EventTypeAttribute>() is not null)
        .ToDictionary(
            static type => type.GetCustomAttribute<EventTypeAttribute>()!.Name,
            static type => (type, type.GetCustomAttribute<EventTypeAttribute>()!.SchemaVersion));

    public static TheoryData<string> Described => [.. EventCatalogue.Entries.Select(static entry => entry.Type)];

    [Fact]
    public void Catalogue_HasEveryEventTypeOnceAndNoOther()
    {
        Types.ShouldNotBeEmpty();
        EventCatalogue.Entries.Select(static entry => entry.Type).Order().ShouldBe(Types.Keys.Order());
    }

    [Theory]
    [MemberData(nameof(Described))]
    public void Entry_SaysWhereTheEventIs(string type)
    {
        var entry = Entry(type);
        var aggregate = EventCatalogue.AggregateOf(type);

        entry.Source.ShouldBe(EventSources.Of(aggregate));
        entry.Exchange.ShouldBe(aggregate == "task" ? "tasks.events" : "crm.events");
        entry.SchemaVersion.ShouldBe(Types[type].SchemaVersion);
    }

    [Theory]
    [MemberData(nameof(Described))]
    public void Entry_HasTheDataThatIsWritten(string type)
    {
        var entry = Entry(type);
        var written = EventCatalogue.AggregateOf(type) switch
        {
            "deal" => WriteAgain(new DealEventCodec(), entry),
            "payment" => WriteAgain(new PaymentEventCodec(), entry),
            "pipeline" => WriteAgain(new PipelineEventCodec(), entry),
            "note" => WriteAgain(new NoteEventCodec(), entry),
            "task" => WriteAgain(new TaskEventCodec(), entry),
            "notification" => WriteAgain(new NotificationEventCodec(), entry),
            "notification_preference" => WriteAgain(new NotificationPreferencesEventCodec(), entry),
            "user" => WriteAgain(new UserEventCodec(), entry),
            "team" => WriteAgain(new TeamEventCodec(), entry),
            "api_key" => WriteAgain(new ApiKeyEventCodec(), entry),
            "role" => WriteAgain(new RoleEventCodec(), entry),
            var other => throw new NotSupportedException($"Which codec has the events of a {other}?"),
        };

        JsonNode.DeepEquals(written, entry.Example).ShouldBeTrue($"The example, read and written again, is {written.ToJsonString()}");
        entry.Data.ShouldBe(entry.Example.Select(static member => member.Key), "The members that the page lists are those of its example.");
        entry.Data.ShouldBe(EventCatalogue.Sample(entry).Select(static member => member.Key), "The members that the page lists are those of the stored sample.");
    }

    [Fact]
    public void Catalogue_ListsWhatADealStandsFor()
    {
        var members = typeof(DealContext).GetProperties().Where(static p => p.CanWrite).Select(static p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)).ToList();

        EventCatalogue.DealMembers.ShouldBe(members);
        typeof(DealContextChange).GetProperties().Where(static p => p.CanWrite).Select(static p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)).ShouldBe(members);
        foreach (var entry in EventCatalogue.Entries.Where(static entry => Types[entry.Type].Event.IsSubclassOf(typeof(DealEvent))))
            entry.Example["deal"]!.AsObject().Select(static member => member.Key).Append("sharedWith").Distinct().ShouldBe(members, entry.Type);
    }

    [Fact]
    public void Catalogue_NamesTheMessagesThatAreNoEvents()
    {
        foreach (var name in new[] { SseText.SummaryEvent, "gap" })
        {
            EventCatalogue.Page.ShouldContain($"\n**`{name}`** ");
            EventCatalogue.Page.ShouldContain($"\nevent: {name}\n");
        }

        EventCatalogue.Page.Split($"event: {SseText.SummaryEvent}")[0].Split('\n')[^2].ShouldBe("```", "It has no id.");
    }

    private static CatalogueEntry Entry(string type) => EventCatalogue.Entries.Single(entry => entry.Type == type);

    private static JsonNode WriteAgain<TEvent>(IEventCodec<TEvent> codec, CatalogueEntry entry)
        where TEvent : class
    {
        var happened = codec.Read(entry.Type, entry.SchemaVersion, Encoding.UTF8.GetBytes(entry.Example.ToJsonString()));
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            codec.Write(happened, json);
        return JsonNode.Parse(buffer.WrittenSpan)!;
    }
}
