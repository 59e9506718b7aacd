using Crm.Actors.Grains.Auth;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Auth;

public sealed class RefreshTokenTests
{
    [Fact]
    public void New_Any_IsReadBackAndHasItsHash()
    {
        var token = RefreshToken.New();

        token.Text.Length.ShouldBe(43);
        RefreshToken.TryParse(token.Text, out var read).ShouldBeTrue();
        read.Hash.ShouldBe(token.Hash);
        token.Hash.Hex.Length.ShouldBe(64);
        RefreshToken.New().Hash.ShouldNotBe(token.Hash);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+")]
    [InlineData("AAAAAAAAAAAAAAAAAAAA AAAAAAAAAAAAAAAAAAAAAA")]
    public void TryParse_NoToken_IsRefused(string text) => RefreshToken.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void Box_SameTokenAndKey_OpensAndNothingElseDoes()
    {
        var (presented, next) = (RefreshToken.New(), RefreshToken.New());
        var box = RepeatBox.Seal(next, presented, "key-1");

        RepeatBox.Open(box, presented, "key-1")!.Text.ShouldBe(next.Text);
        RepeatBox.Open(box, presented, "key-2").ShouldBeNull();
        RepeatBox.Open(box, RefreshToken.New(), "key-1").ShouldBeNull();
        box.ShouldNotContain(next.Text);
    }
}
