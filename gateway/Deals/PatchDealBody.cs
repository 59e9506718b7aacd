using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Deals;

/// <summary>Reads a JSON merge patch of a deal (RFC 7396) into its command.</summary>
internal static class PatchDealBody
{
    public static PatchDeal Read(ref StrictJson json, CommandContext context)
    {
        var command = new PatchDeal(context);
        while (json.Next(DealFields.OfPatch, out var name))
        {
            command = name switch
            {
                DealFields.BaseVersion => command with { BaseVersion = json.Integer().Value },
                DealFields.Title => command with { Title = json.Text() },
                DealFields.Client => command with { Client = json.Text() },
                DealFields.Amount => command with { Amount = json.Decimal() },
                DealFields.Currency => command with { Currency = json.Text() },
                DealFields.ExpectedCloseDate => command with { ExpectedCloseDate = json.Date() },
                DealFields.Tags => command with { Tags = json.Texts() },
                _ => command with { CustomFields = json.Scalars() },
            };
        }

        return command;
    }
}
