using System.Text;
using Crm.Actors.Grains.Telegram.Outgoing;
using CsCheck;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Telegram;

public sealed class ButtonDataTests
{
    [Fact]
    public void Write_AnyAction_IsReadAgainAndFits() =>
        Gen.Select(Gen.Enum<ButtonKind>(), Gen.Guid, Gen.Long[0, long.MaxValue], Gen.Char['a', 'z'].Array[0, ButtonData.MaxValue]).Sample((kind, id, version, value) =>
        {
            var action = new ButtonAction(kind, id, version, new string(value));

            var data = ButtonData.Write(action);

            Encoding.UTF8.GetByteCount(data).ShouldBeLessThanOrEqualTo(64);
            ButtonData.Read(data).ShouldBe(action);
        });

    [Theory]
    [InlineData("")]
    [InlineData("d")]
    [InlineData("x::0:")]
    [InlineData("d:AAAA:0:")]
    [InlineData("d:!!!!!!!!!!!!!!!!!!!!!!:0:")]
    [InlineData("d::-1:")]
    [InlineData("d::99999999999999999999:")]
    [InlineData("d::0:12345678901234567890")]
    [InlineData("d::0:a:b")]
    [InlineData("d::0:a b")]
    [InlineData("a::0:да")]
    public void Read_AnythingElse_IsNull(string data) => ButtonData.Read(data).ShouldBeNull();

    [Fact]
    public void Read_AnyText_IsNullOrCanBeWrittenAgain() => Gen.String.Sample(static value =>
    {
        foreach (var text in new[] { value, $"a::7:{value}" })
        {
            if (ButtonData.Read(text) is { } action)
                ButtonData.Read(ButtonData.Write(action)).ShouldBe(action);
        }
    });

    [Theory]
    [InlineData("with space")]
    [InlineData("a:b")]
    [InlineData("12345678901234567890")]
    public void Write_ValueThatDoesNotFit_Throws(string value) =>
        Should.Throw<ArgumentException>(() => ButtonData.Write(new ButtonAction(ButtonKind.Answer, Guid.Empty, 1, value)));
}
