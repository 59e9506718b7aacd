using System.Globalization;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Grains.Deals;
using Shouldly;
using Xunit;

namespace Crm.Actors.UnitTests.Deals;

/// <summary>Amounts have exactly the decimals of their currency.</summary>
public sealed class MoneyTests
{
    [Theory]
    [InlineData("5", "EUR", "5.00")]
    [InlineData("5.1", "EUR", "5.10")]
    [InlineData("5.1000", "EUR", "5.10")]
    [InlineData("0", "EUR", "0.00")]
    [InlineData("-0", "EUR", "0.00")]
    [InlineData("7.0", "JPY", "7")]
    [InlineData("1.234", "KWD", "1.234")]
    [InlineData("1.2345", "CLF", "1.2345")]
    [InlineData("999999999999999.9999", "CLF", "999999999999999.9999")]
    public void Create_AmountOfACurrency_GetsItsDecimals(string amount, string currency, string expected)
    {
        var created = Create(amount, currency).ShouldBe<DealCreated>();
        created.Deal.Amount.ShouldNotBeNull().ToString(CultureInfo.InvariantCulture).ShouldBe(expected);
    }

    [Theory]
    [InlineData("5.001", "EUR", "#/amount")]
    [InlineData("0.5", "JPY", "#/amount")]
    [InlineData("-0.01", "EUR", "#/amount")]
    [InlineData("1000000000000000", "EUR", "#/amount")]
    [InlineData("79228162514264337593543950335", "EUR", "#/amount")]
    [InlineData("5", "eur", "#/currency")]
    [InlineData("5", "XXX", "#/currency")]
    [InlineData("5", "", "#/currency")]
    [InlineData("5", null, "#/currency")]
    [InlineData(null, "EUR", "#/amount")]
    public void Create_WrongMoney_IsRefused(string? amount, string? currency, string blamed) => Create(amount, currency).ShouldBlame(blamed);

    [Fact]
    public void Patch_CurrencyAlone_ChecksTheAmountAgain()
    {
        PatchDealRule.Patch(Given.Deal, Given.Patch with { Currency = "JPY" }, DefaultPipeline.Unchanged, Given.Now).ShouldBlame("#/amount");
        Given.Deal.Patched(Given.Patch with { Currency = "USD" }).View.Amount.ShouldBe(1000.50m);
    }

    [Fact]
    public void Patch_AmountRemoved_RemovesTheCurrencyToo()
    {
        var deal = Given.Deal.Patched(Given.Patch with { Amount = new(true, null) });
        (deal.View.Amount, deal.View.Currency).ShouldBe((null, null));
    }

    [Fact]
    public void Patch_SameAmountWithOtherDecimals_ChangesNothing() =>
        PatchDealRule.Patch(Given.Deal, Given.Patch with { Amount = 1000.5000m }, DefaultPipeline.Unchanged, Given.Now).ShouldBeNothing();

    private static Crm.Actors.Grains.Kernel.Decision<DealEvent> Create(string? amount, string? currency) =>
        DealRules.Create(Given.DealId, null, new CreateDeal(Given.Context, "money")
        {
            Amount = amount is null ? null : decimal.Parse(amount, CultureInfo.InvariantCulture),
            Currency = currency,
        }, DefaultPipeline.Unchanged);
}
