using System.Text.Json;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals.Events;
using Crm.Actors.Contracts.Payments.Events;
using Crm.Actors.Grains.Deals;

namespace Crm.Actors.Grains.Payments;

/// <summary>Reads what every event of a payment carries, and its entry if it has one. Most events have nothing else.</summary>
internal static class PaymentEventReader
{
    /// <exception cref="JsonException">Something is missing or otherwise than it is written.</exception>
    public static (PaymentContext Payment, DealContext Deal, Optional<BookedEntry> Entry) Read(ReadOnlySpan<byte> data)
    {
        Optional<Guid> dealId = default;
        Optional<PaymentContext> payment = default;
        Optional<DealContext> deal = default;
        Optional<BookedEntry> entry = default;
        var json = new Utf8JsonReader(data);
        json.Begin();
        while (json.Next())
        {
            if (json.ValueTextEquals("entry"u8))
                entry = Entry(ref json);
            else if (json.ValueTextEquals("dealId"u8))
                dealId = json.Id();
            else if (json.ValueTextEquals("payment"u8))
                payment = Payment(ref json);
            else if (json.ValueTextEquals("deal"u8))
                deal = DealEventReader.Context(ref json);
            else
                json.Skip();
        }

        return (payment.Required("payment") with { DealId = dealId.Required("dealId") }, deal.Required("deal"), entry);
    }

    /// <summary>All but the deal, which is written beside it.</summary>
    private static PaymentContext Payment(ref Utf8JsonReader json)
    {
        Optional<string> currency = default;
        Optional<decimal> plannedAmount = default;
        Optional<decimal> received = default;
        Optional<decimal> spent = default;
        Optional<bool> cancelled = default;
        json.Begin();
        while (json.Next())
        {
            if (json.ValueTextEquals("currency"u8))
                currency = json.Text();
            else if (json.ValueTextEquals("plannedAmount"u8))
                plannedAmount = json.Amount();
            else if (json.ValueTextEquals("received"u8))
                received = json.Amount();
            else if (json.ValueTextEquals("spent"u8))
                spent = json.Amount();
            else if (json.ValueTextEquals("cancelled"u8))
                cancelled = json.Flag();
            else
                json.Skip();
        }

        return new PaymentContext(
            default,
            currency.Required("currency"),
            plannedAmount.Required("plannedAmount"),
            received.Required("received"),
            spent.Required("spent"),
            cancelled.Required("cancelled"));
    }

    private static BookedEntry Entry(ref Utf8JsonReader json)
    {
        Optional<Guid> id = default;
        Optional<DateOnly> date = default;
        Optional<decimal> amount = default;
        Optional<string?> method = default;
        Optional<string?> reference = default;
        Optional<string?> comment = default;
        Guid? reverses = null;
        json.Begin();
        while (json.Next())
        {
            if (json.ValueTextEquals("id"u8))
                id = json.Id();
            else if (json.ValueTextEquals("date"u8))
                date = json.Date();
            else if (json.ValueTextEquals("amount"u8))
                amount = json.Amount();
            else if (json.ValueTextEquals("method"u8))
                method = json.OptionalText();
            else if (json.ValueTextEquals("reference"u8))
                reference = json.OptionalText();
            else if (json.ValueTextEquals("comment"u8))
                comment = json.OptionalText();
            else if (json.ValueTextEquals("reverses"u8))
                reverses = json.Id();
            else
                json.Skip();
        }

        return new BookedEntry(
            id.Required("id"),
            date.Required("date"),
            amount.Required("amount"),
            method.Required("method"),
            reference.Required("reference"),
            comment.Required("comment"),
            reverses);
    }
}
