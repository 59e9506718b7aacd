using Crm.Actors.Contracts.ApiKeys;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.ApiKeys;

public sealed class ApiKeyTextTests
{
    [Fact]
    public void TryParse_NewKey_GivesItsIdAndHash()
    {
        var text = ApiKeyText.New(GivenKeys.Id(1), out var hash);

        text.Length.ShouldBe(ApiKeyText.Length);
        text.ShouldMatch("^crm_[0-9a-f]{32}_[A-Za-z0-9_-]{43}[0-9a-f]{8}$");
        ApiKeyText.TryParse(text, out var id, out var parsed).ShouldBeTrue();
        (id, parsed).ShouldBe((GivenKeys.Id(1), hash));
        ApiKeyText.New(GivenKeys.Id(1), out var other).ShouldNotBe(text);
        other.ShouldNotBe(hash);
    }

    [Fact]
    public void TryParse_AnyCharacterChanged_IsNoKey()
    {
        var text = ApiKeyText.New(GivenKeys.Id(1), out _);
        for (var i = 0; i < text.Length; i++)
        {
            var changed = text[..i] + (text[i] == 'x' ? 'y' : 'x') + text[(i + 1)..];
            ApiKeyText.TryParse(changed, out _, out _).ShouldBeFalse($"character {i} changed");
            ApiKeyText.TryParse(text.AsSpan()[..i], out _, out _).ShouldBeFalse($"cut after {i}");
        }

        ApiKeyText.TryParse(text + "a", out _, out _).ShouldBeFalse();
        ApiKeyText.TryParse(text.ToUpperInvariant(), out _, out _).ShouldBeFalse();
        ApiKeyText.TryParse(new string('Ж', ApiKeyText.Length), out _, out _).ShouldBeFalse();
    }

    [Fact]
    public void IsSame_Hashes_AreComparedWhole()
    {
        GivenKeys.Hash.IsSame(ApiKeyHash.Of("a secret"u8)).ShouldBeTrue();
        GivenKeys.Hash.IsSame(ApiKeyHash.Of("b secret"u8)).ShouldBeFalse();
        GivenKeys.Hash.IsSame(ApiKeyHash.None).ShouldBeFalse();
        GivenKeys.Hash.ToString().ShouldNotContain(GivenKeys.Hash.Hex);
    }
}
