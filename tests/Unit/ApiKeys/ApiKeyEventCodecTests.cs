using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Crm.Actors.Contracts.ApiKeys.Events;
using Crm.Actors.Grains.ApiKeys;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.ApiKeys;

public sealed class ApiKeyEventCodecTests
{
    private static readonly ApiKeyEventCodec Codec = new();

    [Theory]
    [InlineData("api_key.created")]
    [InlineData("api_key.revoked")]
    public void Read_StoredSample_IsWrittenTheSame(string name)
    {
        var sample = File.ReadAllText(Path.Combine(Folder(), "Samples", $"{name}.v1.json"));

        var read = Codec.Read(name, 1, Encoding.UTF8.GetBytes(sample));

        JsonNode.DeepEquals(JsonNode.Parse(Write(read)), JsonNode.Parse(sample)).ShouldBeTrue(Write(read));
        Codec.TypeOf(read).ShouldBe((name, (short)1));
    }

    [Fact]
    public void Write_Hash_IsLeftOut()
    {
        var created = new ApiKeyCreated(GivenKeys.Owner, GivenKeys.Id(1), "a", ["deals:read"], GivenKeys.Now, GivenKeys.Hash);

        Write(created).ShouldNotContain(GivenKeys.Hash.Hex);
        foreach (var text in new object[] { created, GivenKeys.New(1), GivenKeys.Ring(1), GivenKeys.Ring(1).Keys[0] })
            text.ToString()!.ShouldNotContain(GivenKeys.Hash.Hex);
    }

    private static string Write(ApiKeyEvent happened)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
            Codec.Write(happened, json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
