using Crm.Actors.Grains.Users;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Users;

public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("ann@example.com", "ann@example.com")]
    [InlineData("Ann.O'Hara+crm@Mail.EXAMPLE.com", "ann.o'hara+crm@mail.example.com")]
    [InlineData("root@localhost", "root@localhost")]
    public void TryNormalize_Address_IsInLowerCase(string text, string normalized)
    {
        EmailAddress.TryNormalize(text, out var result).ShouldBeTrue();
        result.ShouldBe(normalized);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ann")]
    [InlineData("@example.com")]
    [InlineData("ann@")]
    [InlineData("ann@b@example.com")]
    [InlineData("ann @example.com")]
    [InlineData(" ann@example.com")]
    [InlineData("ann@example.com\n")]
    [InlineData(".ann@example.com")]
    [InlineData("ann..b@example.com")]
    [InlineData("\"ann\"@example.com")]
    [InlineData("ann@-example.com")]
    [InlineData("ann@example..com")]
    [InlineData("ann@exa_mple.com")]
    [InlineData("анна@example.com")]
    [InlineData("ann@пример.рф")]
    [InlineData("ann\0@example.com")]
    public void TryNormalize_AnythingElse_IsRefused(string text) => EmailAddress.TryNormalize(text, out _).ShouldBeFalse();

    [Fact]
    public void TryNormalize_Lengths_AreThoseOfRfc5321()
    {
        var local = new string('a', 64);
        var domain = string.Join('.', Enumerable.Repeat(new string('b', 62), 3));

        EmailAddress.TryNormalize($"{local}@{domain}", out _).ShouldBeTrue();
        EmailAddress.TryNormalize($"{local}a@{domain}", out _).ShouldBeFalse();
        EmailAddress.TryNormalize($"{local}@{domain}.c", out _).ShouldBeFalse();
        EmailAddress.TryNormalize($"a@{new string('b', 64)}.com", out _).ShouldBeFalse();
    }
}
