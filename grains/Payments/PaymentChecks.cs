using Crm.Actors.Contracts.Payments;
using Crm.Actors.Grains.Deals;
using Crm.Actors.Grains.Kernel;

namespace Crm.Actors.Grains.Payments;

/// <summary>The fields of payments and their entries.</summary>
internal sealed class PaymentChecks : FieldChecks
{
    public const int MaxTitle = 200;
    public const int MaxMethod = 50;
    public const int MaxReference = 100;
    public const int MaxComment = 1000;
    public const decimal AmountLimit = 1_000_000_000_000_000m;

    public void Title(string? title) => Text("#/title", title, MaxTitle, required: true);

    public void Method(string? method) => Text("#/method", method, MaxMethod, required: false);

    public void Reference(string? reference) => Text("#/reference", reference, MaxReference, required: false);

    public void Comment(string? comment) => Text("#/comment", comment, MaxComment, required: false);

    public void Date(string pointer, DateOnly? date)
    {
        if (date is { Year: < 1970 or > 2999 })
            Add(pointer, "Must be from 1970-01-01 to 2999-12-31.");
    }

    /// <returns>The amount with the decimals of its currency; 0 when something is wrong.</returns>
    public decimal Planned(decimal amount, string? currency)
    {
        if (currency is null || !Currencies.TryGetDecimals(currency, out _))
            Add("#/currency", "Must be an ISO 4217 code in capital letters, such as EUR.");
        else if (amount is < 0 or >= AmountLimit)
            Add("#/plannedAmount", "Must be from 0 to below 10^15.");
        else
            return Scaled("#/plannedAmount", amount, currency);
        return 0;
    }

    /// <param name="command">What is to be booked.</param>
    /// <param name="currency">The payment's.</param>
    /// <returns>The amount with the decimals of the currency; 0 when something is wrong.</returns>
    public decimal Booked(BookPaymentEntry command, string currency)
    {
        if (command.Currency is { } other && other != currency)
            Add("#/currency", $"Must be {currency}, the currency of the payment.");
        else if (command.Amount is <= 0 or >= AmountLimit)
            Add("#/amount", "Must be above 0 and below 10^15.");
        else
            return Scaled("#/amount", command.Amount, currency);
        return 0;
    }

    private decimal Scaled(string pointer, decimal amount, string currency)
    {
        if (Currencies.Scale(amount, currency) is { } scaled)
            return scaled;
        Currencies.TryGetDecimals(currency, out var decimals);
        Add(pointer, $"Must have at most {decimals} decimals in {currency}.");
        return 0;
    }
}
