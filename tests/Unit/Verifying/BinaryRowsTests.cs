using System.Buffers.Binary;
using System.Text;
using Crm.Actors.Persistence.Verifying;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Verifying;

/// <summary>Rows are read as they were written, in whatever pieces they come.</summary>
public sealed class BinaryRowsTests
{
    private static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xFF, 0x0D, 0x0A, 0x00, 0, 0, 0, 0, 0, 0, 0, 0];
    private static readonly byte[] Trailer = [0xFF, 0xFF];
    private static readonly Guid Id = new("0190a000-0000-7000-8000-0000000000a1");
    private static readonly DateTimeOffset At = new(2026, 3, 1, 12, 30, 15, 123, 456, TimeSpan.Zero);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    [InlineData(1_000_000)]
    public async Task ReadAsync_RowsInPieces_AreReadAsWritten(int piece)
    {
        string[] texts = ["", "größer 😀", new('x', 200_000), "last"];
        await using var rows = Rows(piece, [Header, .. texts.Select(static text => Row(text)), Trailer]);

        foreach (var text in texts)
        {
            (await rows.ReadAsync(CancellationToken.None)).ShouldBeTrue();
            (rows.ReadGuid(), rows.ReadInt64(), rows.ReadText(), rows.ReadTime()).ShouldBe((Id, -2, text, At));
            rows.ReadMemory().Length.ShouldBe(0);
            rows.Rest.Length.ShouldBe(8);
        }

        (await rows.ReadAsync(CancellationToken.None)).ShouldBeFalse();
        (await rows.ReadAsync(CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task ReadAsync_NoRows_SaysSo()
    {
        await using var rows = Rows(5, [Header, Trailer]);

        (await rows.ReadAsync(CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task ReadAsync_EndsWithinARow_Throws()
    {
        await using var rows = Rows(50, [Header, Row("whole"), Row("half")[..^3]]);

        (await rows.ReadAsync(CancellationToken.None)).ShouldBeTrue();
        await Should.ThrowAsync<EndOfStreamException>(async () => await rows.ReadAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public async Task ReadTime_Infinity_IsTheEndOfTime(long microseconds)
    {
        var fields = new BinaryFields();
        fields.Add(microseconds);
        await using var rows = Rows(100, [Header, Row(1, fields), Trailer]);

        await rows.ReadAsync(CancellationToken.None);

        rows.ReadTime().Year.ShouldBe(microseconds > 0 ? 9999 : 1);
    }

    [Theory]
    [InlineData("10.01", "10.0100")]
    [InlineData("-10", "-10.0000")]
    [InlineData("1.00000", "1.0000")]
    [InlineData("1.00001", "1.00001")]
    [InlineData("999999999999999.9999", "999999999999999.9999")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335.0000")]
    public void AddAmount_AnyAmount_IsTheTextThatTheDatabaseHas(string amount, string text)
    {
        var fields = new BinaryFields();

        fields.AddAmount(decimal.Parse(amount));

        Encoding.UTF8.GetString(fields.Written[sizeof(int)..]).ShouldBe(text);
    }

    [Fact]
    public void Add_TextsMovedBetweenFields_AreOtherBytes() =>
        Texts("cash", "R-1").ShouldNotBe(Texts("cashR", "-1"));

    [Fact]
    public void Add_NullAndEmpty_AreOtherBytes() => Texts([null]).ShouldNotBe(Texts(""));

    private static byte[] Texts(params string?[] texts)
    {
        var fields = new BinaryFields();
        foreach (var text in texts)
            fields.Add(text);
        return fields.Written.ToArray();
    }

    private static byte[] Row(string text)
    {
        var fields = new BinaryFields();
        fields.Add(Id);
        fields.Add(-2L);
        fields.Add(text);
        fields.Add(At);
        fields.Add((string?)null);
        fields.Add(new DateOnly(1999, 12, 31));
        return Row(6, fields);
    }

    private static byte[] Row(short count, BinaryFields fields)
    {
        var row = new byte[sizeof(short) + fields.Written.Length];
        BinaryPrimitives.WriteInt16BigEndian(row, count);
        fields.Written.CopyTo(row.AsSpan(sizeof(short)));
        return row;
    }

    private static BinaryRows Rows(int piece, byte[][] parts) => new(new Pieces([.. parts.SelectMany(static part => part)], piece));

    /// <summary>Gives no more than some bytes at a time.</summary>
    private sealed class Pieces(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(most, buffer.Length)], cancellationToken);
    }
}
