using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Payments;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Payments;

/// <summary>Reads the bodies of requests about payments into commands. What the fields may hold is decided in the grain.</summary>
internal static class PaymentBodies
{
    public static CreatePayment Create(ref StrictJson json, CommandContext context, Guid deal)
    {
        string? title = null, currency = null;
        decimal? planned = null;
        var command = new CreatePayment(context, deal, "", 0, "");
        while (json.Next(PaymentFields.OfPayment, out var name))
        {
            command = name switch
            {
                PaymentFields.Title => command with { Title = (title = json.Text().Value) ?? "" },
                PaymentFields.PlannedAmount => command with { PlannedAmount = (planned = json.Decimal().Value).GetValueOrDefault() },
                PaymentFields.Currency => command with { Currency = (currency = json.Text().Value) ?? "" },
                PaymentFields.PlannedDate => command with { PlannedDate = json.Date().Value },
                _ => command with { Comment = json.Text().Value },
            };
        }

        json.Require(PaymentFields.Title, title is not null);
        json.Require(PaymentFields.PlannedAmount, planned is not null);
        json.Require(PaymentFields.Currency, currency is not null);
        return command;
    }

    public static PatchPayment Patch(ref StrictJson json, CommandContext context)
    {
        var command = new PatchPayment(context);
        while (json.Next(PaymentFields.OfPayment, out var name))
        {
            command = name switch
            {
                PaymentFields.Title => command with { Title = json.Text() },
                PaymentFields.PlannedAmount => command with { PlannedAmount = json.Decimal() },
                PaymentFields.Currency => command with { Currency = json.Text() },
                PaymentFields.PlannedDate => command with { PlannedDate = json.Date() },
                _ => command with { Comment = json.Text() },
            };
        }

        return command;
    }

    public static CancelPayment Cancel(ref StrictJson json, CommandContext context)
    {
        // Steps over everything, so that each member is refused.
        while (json.Next(PaymentFields.None, out _)) continue;
        return new CancelPayment(context);
    }

    public static MovePayment Move(ref StrictJson json, CommandContext context)
    {
        Guid? deal = null;
        while (json.Next(PaymentFields.OfMove, out _)) deal = json.Uuid().Value;
        json.Require(PaymentFields.DealId, deal is not null);
        return new MovePayment(context, deal.GetValueOrDefault());
    }

    /// <summary>The entry's id follows when the command is known to be one.</summary>
    public static BookPaymentEntry Book(ref StrictJson json, CommandContext context, PaymentEntryKind kind)
    {
        DateOnly? date = null;
        decimal? amount = null;
        var command = new BookPaymentEntry(context, Guid.Empty, kind, default, 0);
        while (json.Next(PaymentFields.OfEntry, out var name))
        {
            command = name switch
            {
                PaymentFields.Date => command with { Date = (date = json.Date().Value).GetValueOrDefault() },
                PaymentFields.Amount => command with { Amount = (amount = json.Decimal().Value).GetValueOrDefault() },
                PaymentFields.Currency => command with { Currency = json.Text().Value },
                PaymentFields.Method => command with { Method = json.Text().Value },
                PaymentFields.Reference => command with { Reference = json.Text().Value },
                _ => command with { Comment = json.Text().Value },
            };
        }

        json.Require(PaymentFields.Date, date is not null);
        json.Require(PaymentFields.Amount, amount is not null);
        return command;
    }

    /// <inheritdoc cref="Book"/>
    public static ReversePaymentEntry Reverse(ref StrictJson json, CommandContext context, PaymentEntryKind kind, Guid entry)
    {
        var command = new ReversePaymentEntry(context, Guid.Empty, kind, entry);
        while (json.Next(PaymentFields.OfReversal, out var name))
        {
            command = name == PaymentFields.Date
                ? command with { Date = json.Date().Value }
                : command with { Comment = json.Text().Value };
        }

        return command;
    }

    /// <summary>The ids of the transfer and of the reversal follow when the command is known to be one.</summary>
    public static TransferPaymentEntry Transfer(ref StrictJson json, CommandContext context, PaymentEntryKind kind, Guid entry)
    {
        Guid? payment = null;
        var command = new TransferPaymentEntry(context, Guid.Empty, Guid.Empty, kind, entry, Guid.Empty);
        while (json.Next(PaymentFields.OfTransfer, out var name))
        {
            command = name == PaymentFields.PaymentId
                ? command with { ToPaymentId = (payment = json.Uuid().Value).GetValueOrDefault() }
                : command with { Comment = json.Text().Value };
        }

        json.Require(PaymentFields.PaymentId, payment is not null);
        return command;
    }
}
