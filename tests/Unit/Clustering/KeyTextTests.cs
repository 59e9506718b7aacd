using Crm.Actors.Clustering.Consul;
using CsCheck;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Clustering;

public sealed class KeyTextTests
{
    [Theory]
    [InlineData("crm", "crm")]
    [InlineData("Prod-2_eu.west", "Prod-2_eu.west")]
    [InlineData("a/b", "a,2fb")]
    [InlineData("a,b", "a,2cb")]
    [InlineData("..", ",2e,2e")]
    [InlineData("a..", "a.,2e")]
    [InlineData("::1", ",3a,3a1")]
    [InlineData("é", ",c3,a9")]
    public void Of_Name_IsOnePartOfAKey(string name, string text) => KeyText.Of(name).ShouldBe(text);

    [Fact]
    public void Of_AnyTwoNames_AreApartAndHaveOnlyPlainCharacters() =>
        Gen.Select(Gen.String[Gen.Char["ab.,/_-%é2ef"], 1, 6], Gen.String[Gen.Char["ab.,/_-%é2ef"], 1, 6]).Sample((one, other) =>
        {
            (KeyText.Of(one) == KeyText.Of(other)).ShouldBe(one == other);
            KeyText.Of(one).All(static c => char.IsAsciiLetterOrDigit(c) || c is ',' or '-' or '_' or '.').ShouldBeTrue();
            KeyText.Of(one).ShouldNotEndWith(".");
        });

    [Theory]
    [InlineData("crm", true)]
    [InlineData("apps/crm-2/x.y", true)]
    [InlineData("", false)]
    [InlineData("/crm", false)]
    [InlineData("crm/", false)]
    [InlineData("a//b", false)]
    [InlineData("a/../b", false)]
    [InlineData("a b", false)]
    [InlineData(null, false)]
    public void IsFolder_Text_MayBeUsedAsItStands(string? text, bool isFolder) => KeyText.IsFolder(text).ShouldBe(isFolder);
}
