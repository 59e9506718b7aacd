using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Actors.Contracts.Teams.Events;
using Crm.Actors.Grains.Teams;
using Crm.Actors.UnitTests.Users;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Teams;

public sealed class TeamEventCodecTests
{
    private static readonly TeamEventCodec Codec = new();

    public static TheoryData<string> Events => [.. All.Keys];

    private static Dictionary<string, TeamEvent> All { get; } = new TeamEvent[]
    {
        new TeamCreated(GivenUsers.Team, "North"),
        new TeamRenamed("North and East", "North"),
    }.ToDictionary(static e => Codec.TypeOf(e).Name);

    [Fact]
    public void TypeOf_EveryEvent_HasASample() => typeof(TeamEvent).Assembly.GetTypes()
        .Count(static type => type.IsSubclassOf(typeof(TeamEvent))).ShouldBe(All.Count);

    [Theory, MemberData(nameof(Events))]
    public void Read_StoredSample_IsTheEventAndWrittenTheSame(string name)
    {
        var sample = File.ReadAllText(Path.Combine(Folder(), "Samples", $"{name}.v1.json"));

        var read = Codec.Read(name, 1, Encoding.UTF8.GetBytes(sample));

        read.ShouldBe(All[name]);
        JsonNode.DeepEquals(JsonNode.Parse(Write(read)), JsonNode.Parse(sample)).ShouldBeTrue();
    }

    private static string Write(TeamEvent happened)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            Codec.Write(happened, json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
