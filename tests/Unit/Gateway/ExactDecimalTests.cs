using System.Globalization;
using System.Text;
using Crm.Actors.Gateway.Json;
using CsCheck;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Gateway;

public sealed class ExactDecimalTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("1234.50", "1234.50")]
    [InlineData("-3.1", "-3.1")]
    [InlineData("1e3", "1000")]
    [InlineData("1.5E+2", "150")]
    [InlineData("25e-2", "0.25")]
    [InlineData("9999999999999999999999999999", "9999999999999999999999999999")]
    [InlineData("0.1234567890123456789012345678", null)]
    [InlineData("0.123456789012345678901234567", "0.123456789012345678901234567")]
    [InlineData("99999999999999999999999999999", null)]
    [InlineData("0.99999999999999999999999999999999", null)]
    [InlineData("1e400", null)]
    [InlineData("1e-400", null)]
    [InlineData("1e99999999999999", null)]
    [InlineData("", null)]
    [InlineData("-", null)]
    [InlineData(".5", null)]
    [InlineData("5.", null)]
    [InlineData("+5", null)]
    [InlineData("1,000", null)]
    [InlineData("0x10", null)]
    [InlineData("1e", null)]
    [InlineData("1 ", null)]
    [InlineData("--1", null)]
    [InlineData("١", null)]
    public void TryParse_Text_IsExactOrRefused(string text, string? expected)
    {
        var read = ExactDecimal.TryParse(Encoding.UTF8.GetBytes(text), allowExponent: true, out var value);

        read.ShouldBe(expected is not null);
        if (read) value.ToString(CultureInfo.InvariantCulture).ShouldBe(expected);
    }

    [Fact]
    public void TryParse_AnyMoney_ComesBackWithItsScale() =>
        Gen.Select(Gen.Long[0, 999_999_999_999_999], Gen.Int[0, 9999], Gen.Int[0, 4]).Sample((whole, part, scale) =>
        {
            var text = scale == 0
                ? whole.ToString(CultureInfo.InvariantCulture)
                : $"{whole}.{part.ToString("0000", CultureInfo.InvariantCulture)[..scale]}";
            return ExactDecimal.TryParse(Encoding.UTF8.GetBytes(text), allowExponent: false, out var value)
                && value.ToString(CultureInfo.InvariantCulture) == text;
        });
}
