using System.Globalization;
using System.Text.Json;
using Crm.Actors.Grains.Consumers;

namespace Crm.Actors.Grains.Payments;

/// <summary>What an entry adds to totals, without a look at the rest of its event: nearly all events of payments are entries.</summary>
internal static class EntryDelta
{
    private const int Top = 1;
    private const int Nested = 2;

    /// <summary>What the event adds; null when it is no entry, or does not say it as entries do: then all of it has to be read.</summary>
    public static DealTotalDelta? Find(LoggedEvent logged)
    {
        if (logged.SchemaVersion != 1 || IsIncome(logged.Event.Type) is not { } isIncome)
            return null;
        var json = new Utf8JsonReader(logged.Event.Data.Span);
        var (isEntry, isPayment) = (false, false);
        decimal? amount = null;
        Guid? dealId = null;
        string? currency = null;
        while (json.Read())
        {
            if (json.TokenType != JsonTokenType.PropertyName)
                continue;
            if (json.CurrentDepth == Top)
            {
                (isEntry, isPayment) = (json.ValueTextEquals("entry"u8), json.ValueTextEquals("payment"u8));
                if (json.ValueTextEquals("dealId"u8) && json.Read())
                    dealId = json.GetGuid();
            }
            else if (json.CurrentDepth == Nested && isEntry && json.ValueTextEquals("amount"u8) && json.Read())
            {
                if (json.TokenType == JsonTokenType.String && !json.ValueIsEscaped)
                    amount = decimal.Parse(json.ValueSpan, NumberStyles.Number, CultureInfo.InvariantCulture);
            }
            else if (json.CurrentDepth == Nested && isPayment && json.ValueTextEquals("currency"u8) && json.Read())
            {
                currency = json.GetString();
            }

            if (amount is { } sum && dealId is { } deal && currency is not null)
                return new DealTotalDelta(deal, currency, 0, isIncome ? sum : 0, isIncome ? 0 : sum);
        }

        return null;
    }

    private static bool? IsIncome(string type) => type switch
    {
        "deal.payment.income.created" or "deal.payment.income.reversed" => true,
        "deal.payment.expense.created" or "deal.payment.expense.reversed" => false,
        _ => null,
    };
}
