using Crm.Actors.Grains.Telegram;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Telegram;

public sealed class LinkCodeTests
{
    [Fact]
    public void New_Codes_HaveNoAmbiguousLetters()
    {
        var codes = Enumerable.Range(0, 1000).Select(static _ => LinkCode.New()).ToList();

        codes.ShouldAllBe(static code => code.Length == LinkCode.Length && code.All(static c => (char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c)) && !"ILOU".Contains(c)));
        codes.Distinct(StringComparer.Ordinal).Count().ShouldBe(1000);
    }

    [Theory]
    [InlineData("10ABCDEF")]
    [InlineData("10abcdef")]
    [InlineData("lOab-cdef")]
    [InlineData("io ABCD EF")]
    public void HashOf_AsPeopleType_IsTheSame(string typed) => LinkCode.HashOf(typed).ShouldBe(LinkCode.HashOf("10ABCDEF"));

    [Theory]
    [InlineData("")]
    [InlineData("10ABCDE")]
    [InlineData("10ABCDEFG")]
    [InlineData("10ABCDEG")]
    public void HashOf_AnotherText_IsAnotherHash(string typed) => LinkCode.HashOf(typed).ShouldNotBe(LinkCode.HashOf("10ABCDEF"));
}
