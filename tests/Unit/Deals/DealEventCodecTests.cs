using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Deals;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Deals;

/// <summary>
/// What was once written can always be read: <c>Samples/type.vN.json</c> holds the data of every event type in every schema version
/// that was ever written. A sample is never changed; a new schema version brings a new file.
/// </summary>
public sealed class DealEventCodecTests
{
    private readonly DealEventCodec _codec = new();

    public static TheoryData<string> Samples =>
        [.. Directory.GetFiles(SampleFolder(), "*.json").Select(static file => Path.GetFileNameWithoutExtension(file)!)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Read_Sample_GivesBackTheSameData(string sample)
    {
        var json = File.ReadAllText(Path.Combine(SampleFolder(), $"{sample}.json"));
        var at = sample.LastIndexOf(".v", StringComparison.Ordinal);
        var happened = _codec.Read(sample[..at], short.Parse(sample.AsSpan(at + 2)), Encoding.UTF8.GetBytes(json));
        _codec.TypeOf(happened).Name.ShouldBe(sample[..at]);
        JsonNode.DeepEquals(JsonNode.Parse(Write(happened)), JsonNode.Parse(json)).ShouldBeTrue($"Read and written again: {Write(happened)}");
    }

    [Fact]
    public void Samples_ThereIsOneOfEveryEventType()
    {
        var types = typeof(DealEvent).Assembly.GetTypes()
            .Where(static type => type.IsSubclassOf(typeof(DealEvent)))
            .Select(static type => (EventTypeAttribute)Attribute.GetCustomAttribute(type, typeof(EventTypeAttribute))!)
            .SelectMany(static attribute => Enumerable.Range(1, attribute.SchemaVersion).Select(version => $"{attribute.Name}.v{version}"));
        types.Except(Directory.GetFiles(SampleFolder(), "*.json").Select(static file => Path.GetFileNameWithoutExtension(file)!)).ShouldBeEmpty();
    }

    [Fact]
    public void Write_EveryCommandsEvent_ReadsBackToTheSameState()
    {
        var deal = Given.Deal;
        var patch = Given.Patch with
        {
            Title = "\"\\ é 😀 \u2028",
            Amount = 7m,
            Currency = "JPY",
            CustomFields = new(true, Given.Fields(("floors", null), ("ratio", "1.50"))),
        };
        DealEvent[] events =
        [
            .. DealRules.Create(Given.DealId, null, Given.Creation, DefaultPipeline.Unchanged).Events,
            .. PatchDealRule.Patch(deal, patch, DefaultPipeline.Unchanged, Given.Now).Events,
            .. DealRules.Lose(deal.Patched(patch), new Contracts.Deals.LoseDeal(Given.Context, "too \"dear\""), DefaultPipeline.Unchanged, Given.Now).Events,
        ];
        DealState? written = null, read = null;
        foreach (var happened in events)
        {
            var (name, version) = _codec.TypeOf(happened);
            var again = _codec.Read(name, version, Encoding.UTF8.GetBytes(Write(happened)));
            Write(again).ShouldBe(Write(happened));
            written = Given.After(written, happened);
            read = Given.After(read, again);
        }

        read!.View.Title.ShouldBe(written!.View.Title);
        read.View.Amount.ShouldNotBeNull().ToString().ShouldBe("7");
        read.View.CustomFields.ShouldBe(written.View.CustomFields);
        read.FieldVersions.ShouldBe(written.FieldVersions);
    }

    [Theory]
    [InlineData("deal.unknown", 1)]
    [InlineData("deal.won", 2)]
    [InlineData("deal.won", 0)]
    public void Read_UnknownTypeOrVersion_Throws(string name, short version)
    {
        var json = File.ReadAllBytes(Path.Combine(SampleFolder(), "deal.won.v1.json"));
        Should.Throw<InvalidOperationException>(() => _codec.Read(name, version, json)).Message.ShouldContain(name);
    }

    private string Write(DealEvent happened)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
            _codec.Write(happened, writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string SampleFolder([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "Samples");
}
